"""What the pages hold to, rule by rule, and the tests that show it. Rules of the API are in ``test_api_*.py``.

====  ================================================================================================================
Rule  Tests (in this folder, where no other is named)
====  ================================================================================================================
1     The cookie of a visit has the name and the flags that keep it to this host and from scripts
      test_security_headers.test_over_https_the_cookie_of_a_visit_goes_to_this_host_alone_and_to_no_script
      test_security_headers.test_on_this_machine_its_name_is_plain_since_browsers_would_not_keep_the_other
2     A visit has a key of 256 bits, of which the digest is kept, and ends for good
      test_security_headers.test_the_key_of_a_visit_is_random_and_only_its_digest_is_kept
      test_security_door.test_a_cookie_that_was_copied_opens_nothing_once_its_visit_has_ended
      test_security_door.test_signing_in_gives_a_new_key_whatever_the_browser_brought
      test_security_door.test_a_visit_ends_after_twelve_hours_without_a_sign_and_after_seven_days
      test_security_door.test_one_can_leave_everywhere_else
      test_security_door.test_what_an_administrator_changes_of_an_account_ends_its_visits
3     Every answer carries the policy and the other headers, whoever gives it
      test_security_headers.test_every_page_file_paper_and_calendar_carries_the_policy_and_the_other_headers
      test_security_headers.test_refusals_carry_them_too
      test_security_headers.test_a_fault_of_ours_carries_them_too
      test_security_headers.test_no_page_needs_what_its_policy_forbids_nor_anything_from_elsewhere
      test_security_headers.test_over_https_browsers_are_told_to_stay_with_it
4     Only forms of our own pages change anything, and nothing is changed by looking
      test_security_requests.test_a_form_must_come_from_a_page_of_this_site
      test_security_requests.test_a_form_without_the_token_of_its_page_does_nothing
      test_security_requests.test_every_form_of_every_page_carries_the_token
      test_security_requests.test_what_is_only_looked_at_stays_as_it_is
5     Whoever guesses waits, whatever is guessed; a password may be long, pasted and of any characters
      test_security_door.test_after_five_wrong_passwords_not_even_the_right_one_is_looked_at_for_a_while
      test_security_door.test_each_further_failure_makes_the_wait_longer
      test_security_door.test_a_name_that_exists_is_refused_like_one_that_does_not
      test_security_door.test_a_password_may_be_long_and_pasted
      tests/operations/accounts/test_sign_in.test_every_stranger_gets_the_same_answer_after_the_same_work
      tests/operations/accounts/test_sign_in.test_failures_count_whichever_process_answers
      tests/operations/accounts/test_sign_in.test_fifty_who_come_at_once_are_checked_two_at_a_time_and_all_let_in
6     Nobody has an account until the first link made one; links serve once
      test_security_door.test_there_is_no_account_until_the_first_link_made_one
      test_security_door.test_the_first_link_serves_once
      test_security_door.test_an_invitation_serves_once_and_shows_its_link_once
7     A feed's address is a key: told once, kept as a digest, dead at once, and alike to every other that is dead
      test_security_feeds.test_an_address_is_shown_once_and_only_its_digest_is_kept
      test_security_feeds.test_a_new_address_kills_the_one_before_and_a_revoked_one_is_dead_at_once
      test_fastfeeds.test_every_address_that_opens_nothing_is_answered_alike
      test_fastfeeds.test_the_address_leaks_into_no_referrer_and_no_shared_cache
      test_loglines.test_no_path_shows_a_key
8     What leaves the office is made for its readers: nothing hidden is in it, and nothing hidden moves it
      test_leaks.test_nothing_that_is_open_to_all_tells_what_the_public_may_not_know
      test_leaks.test_a_feed_tells_nothing_above_its_audience
      test_leaks.test_what_is_held_close_is_for_press_officers_and_those_above_them
      test_leaks.test_nothing_that_the_public_may_not_know_moves_what_it_reads
      test_leaks.test_nothing_above_an_audience_moves_its_calendar
      test_security_texts.test_the_list_for_everybody_is_made_of_what_the_public_may_see_and_of_nothing_else
9     Every route says who may open it, and one that does not opens for nobody
      test_access.test_every_route_says_who_may_open_it
      test_access.test_a_route_that_nobody_put_into_the_table_opens_for_nobody
10    Nobody saves over what somebody else saved
      test_conflicts.test_what_both_changed_is_asked_with_both_and_with_what_was_before
      test_conflicts.test_after_a_third_save_it_is_asked_again_with_what_was_chosen
      test_conflicts.test_a_save_between_the_choice_and_the_writing_of_it_is_not_undone
11    Of many at once for one thing, one gets it; and of many who change different things, all do
      test_conflicts.test_fifty_who_change_different_things_are_all_kept
      test_conflicts.test_of_fifty_who_change_the_same_one_is_saved_and_the_others_are_asked
      test_conflicts.test_of_many_who_publish_at_once_one_does
      test_conflicts.test_of_many_who_use_one_link_at_once_one_does
12    A button that is pressed twice does once what it does
      test_conflicts.test_a_button_that_is_pressed_many_times_makes_one_event
      test_conflicts.test_of_many_who_exchange_an_address_at_once_one_does
13    What was done stays: history and journal are only added to
      test_security_limits.test_a_history_is_only_added_to
      tests/store/test_migrations.test_what_was_added_is_never_changed_or_taken_out
14    What is sent has an end: bytes, fields, rows, files, texts
      test_security_limits.test_a_request_has_at_most_two_million_bytes
      test_security_limits.test_a_form_has_at_most_so_many_fields
      test_security_limits.test_a_list_has_at_most_so_many_rows
      test_security_limits.test_an_event_file_has_at_most_half_a_million_bytes
      test_security_limits.test_an_event_has_at_most_five_hundred_sessions
15    Characters that no text needs are refused where they come in, beside their field
      test_forms.test_a_text_that_cannot_be_used_comes_back_at_its_own_field_as_it_was_typed
      test_security_limits.test_what_the_house_always_says_fits_where_it_will_stand
      test_odd_input.test_no_form_is_too_odd_for_any_page
      test_security_texts.test_no_text_becomes_a_part_of_a_page
16    No text of an event becomes a part of a calendar: tests/calendars/test_hostile_text.py
17    There are no tables to open in other programs
18    A file is called by its event's short name
      test_security_headers.test_a_file_is_called_by_the_short_name_of_its_event_and_by_nothing_else
19    Whoever signs in is led to a page of ours
      test_security_requests.test_signing_in_leads_to_a_page_of_this_site
      test_security_requests.test_wherever_a_link_wants_to_lead_it_is_a_page_of_this_site
20    Nothing is fetched: tests/conftest.py fails each test that asks the network for anything
      tests/test_isolation.test_a_connection_to_the_outside_is_refused
21    Only under its own names is anything served, and links have the address that people use
      test_security_requests.test_under_another_name_nothing_is_served
      test_security_requests.test_links_for_others_have_the_address_that_people_use
      test_serving.test_nobody_is_believed_who_speaks_for_a_proxy
22    A fault of ours is told by a number and shows nothing of what is inside
      test_security_faults.test_whichever_step_fails_people_get_a_sentence_and_nothing_is_half_done
      test_security_faults.test_while_the_store_fails_every_page_says_so
      test_security_faults.test_a_fault_is_found_in_the_log_by_its_number
23    Private pages are kept nowhere, and leaving clears what there is
      test_security_headers.test_pages_behind_the_door_are_stored_nowhere
      test_security_headers.test_nothing_private_is_kept_by_a_cache_that_others_use
      test_security_headers.test_leaving_clears_what_the_browser_kept
====  ================================================================================================================
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import ROOT

HERE = Path(__file__).parent


def test_the_tests_that_are_named_here_are_there() -> None:
    named = re.findall(r"^ {6}(\S+)\.(test_\w+)$", __doc__ or "", re.MULTILINE)
    files = {file: ROOT / f"{file}.py" if "/" in file else HERE / f"{file}.py" for file, _ in named}
    missing = [test for file, test in named if f"def {test}(" not in files[file].read_text(encoding="utf-8")]
    assert len(named) > 60
    assert missing == []


def test_every_rule_has_a_test_or_says_why_not() -> None:
    numbers = re.findall(r"^(\d+) {4,5}(?=\S)", __doc__ or "", re.MULTILINE)
    assert numbers == [str(number) for number in range(1, 24)]
