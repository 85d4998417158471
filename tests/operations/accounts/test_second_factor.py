"""The second factor: who must have it, codes that serve once, and that it cannot be guessed."""

from functools import partial
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest

from logistics.moments import HOUR
from logistics.operations import accounts
from logistics.operations.accounts import (
    NoSecondFactor,
    NoSuchPerson,
    Role,
    SecondFactorStands,
    SignedOut,
    TooMany,
    WrongCode,
)
from logistics.store import Database
from tests.operations.accounts.house import (
    NOW,
    PASSWORD,
    administrator,
    all_at_once,
    come_in,
    done,
    enrolled,
    everything,
    journal,
    member,
    on_both,
)


@pytest.fixture
def office(database: Database) -> Database:
    """Ada administers, Ben is of the staff."""
    administrator(database)
    member(database, "ben")
    return database


def where(database: Database, token: str, now: int = NOW) -> str:
    visitor = accounts.visitor(database, token, now)
    assert visitor is not None
    state = {"must enrol": visitor.must_enrol, "must prove": visitor.must_prove, "proven": visitor.proven}
    (only,) = (name for name, holds in state.items() if holds)
    return only


def wrong(app: pyotp.TOTP, now: int) -> str:
    """A code of none of the moments around."""
    near = {app.at(now + seconds) for seconds in range(-90, 91, 30)}
    return next(
        code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in near
    )


@pytest.mark.parametrize("role", list(Role))
def test_some_roles_set_it_up_before_anything_else(office: Database, role: Role) -> None:
    member(office, "dan", role)
    expected = "must enrol" if role in (Role.APPROVER, Role.ADMINISTRATOR) else "proven"
    assert where(office, come_in(office, "dan").token) == expected


@on_both
def test_it_is_set_up_by_a_code_and_asked_for_from_then_on(office: Database) -> None:
    token = come_in(office, "ada").token
    enrolment = accounts.start_second_factor(office, token, NOW)
    assert where(office, token) == "must enrol"
    visitor = accounts.confirm_second_factor(office, token, pyotp.TOTP(enrolment.secret).at(NOW), NOW)
    assert visitor.proven
    assert where(office, token) == "proven"
    later = come_in(office, "ada", NOW + HOUR).token
    assert where(office, later) == "must prove"
    assert accounts.prove(office, later, pyotp.TOTP(enrolment.secret).at(NOW + HOUR), NOW + HOUR).proven
    assert where(office, later, NOW + HOUR) == "proven"


def test_the_address_for_the_app_says_whose_secret_it_is(office: Database) -> None:
    enrolment = accounts.start_second_factor(office, come_in(office, "ada").token, NOW)
    parts = urlsplit(enrolment.uri)
    assert (parts.scheme, parts.netloc, unquote(parts.path)) == ("otpauth", "totp", "/Press logistics:ada")
    told = parse_qs(parts.query)
    assert (told["secret"], told["issuer"]) == ([enrolment.secret], ["Press logistics"])
    assert len(enrolment.secret) == 32  # 160 bits, as RFC 4226 §4 recommends


def test_a_secret_that_somebody_else_began_with_does_not_lie_in_wait(office: Database) -> None:
    """Who knows the password alone may have begun to set it up before its owner does."""
    planted = accounts.start_second_factor(office, come_in(office, "ada").token, NOW)
    own = come_in(office, "ada").token
    mine = accounts.start_second_factor(office, own, NOW)
    assert mine.secret != planted.secret
    with pytest.raises(WrongCode):
        accounts.confirm_second_factor(office, own, pyotp.TOTP(planted.secret).at(NOW), NOW)
    accounts.confirm_second_factor(office, own, pyotp.TOTP(mine.secret).at(NOW), NOW)


def test_one_that_stands_is_not_set_up_over(office: Database) -> None:
    _, app = enrolled(office, "ada")
    half_in = come_in(office, "ada").token
    with pytest.raises(SecondFactorStands):
        accounts.start_second_factor(office, half_in, NOW)
    with pytest.raises(SecondFactorStands):
        accounts.confirm_second_factor(office, half_in, app.at(NOW + 30), NOW + 30)
    assert where(office, half_in) == "must prove"


def test_there_must_be_one_to_give_its_code(office: Database) -> None:
    token = come_in(office, "ada").token
    with pytest.raises(NoSecondFactor):
        accounts.confirm_second_factor(office, token, "123456", NOW)
    secret = accounts.start_second_factor(office, token, NOW).secret
    with pytest.raises(NoSecondFactor):
        accounts.prove(office, token, pyotp.TOTP(secret).at(NOW), NOW)
    with pytest.raises(SignedOut):
        accounts.prove(office, "guessed", "123456", NOW)


def test_who_need_not_have_one_may(office: Database) -> None:
    other = come_in(office, "ben").token
    token, app = enrolled(office, "ben")
    assert where(office, token) == "proven"
    assert where(office, other) == "must prove"
    accounts.prove(office, other, app.at(NOW + 30), NOW + 30)
    assert where(office, other) == "proven"


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_a_code_may_be_one_step_early_or_late(office: Database, late: int) -> None:
    _, app = enrolled(office, "ada")
    now = NOW + HOUR
    token = come_in(office, "ada", now).token
    assert accounts.prove(office, token, app.at(now + late * 30), now).proven


@pytest.mark.parametrize("late", [-2, 2])
def test_two_steps_are_too_many(office: Database, late: int) -> None:
    _, app = enrolled(office, "ada")
    now = NOW + HOUR
    token = come_in(office, "ada", now).token
    with pytest.raises(WrongCode):
        accounts.prove(office, token, app.at(now + late * 30), now)
    assert where(office, token, now) == "must prove"


def test_a_code_may_be_typed_with_blanks(office: Database) -> None:
    _, app = enrolled(office, "ada")
    code = app.at(NOW + HOUR)
    token = come_in(office, "ada", NOW + HOUR).token
    assert accounts.prove(office, token, f" {code[:3]} {code[3:]} ", NOW + HOUR).proven


@pytest.mark.parametrize(
    "code",
    ["", "12345", "1234567", "abcdef", "\uff11\uff12\uff13\uff14\uff15\uff16", "\0", "\ud800", "0" * 100_000],
)
def test_what_is_no_code_is_refused(office: Database, code: str) -> None:
    enrolled(office, "ada")
    token = come_in(office, "ada", NOW + HOUR).token
    with pytest.raises(WrongCode):
        accounts.prove(office, token, code, NOW + HOUR)


@on_both
def test_a_code_serves_once(office: Database) -> None:
    """Not the one of the set-up, not in another visit, and none of an earlier step (RFC 6238 §5.2)."""
    _, app = enrolled(office, "ada")
    one, other = come_in(office, "ada").token, come_in(office, "ada").token
    with pytest.raises(WrongCode):
        accounts.prove(office, one, app.at(NOW), NOW)
    accounts.prove(office, one, app.at(NOW + 30), NOW + 30)
    for code in (app.at(NOW + 30), app.at(NOW)):
        with pytest.raises(WrongCode):
            accounts.prove(office, other, code, NOW + 30)
    assert where(office, other) == "must prove"
    accounts.prove(office, other, app.at(NOW + 60), NOW + 60)


@on_both
def test_of_two_who_give_the_same_code_at_once_one_comes_in(office: Database) -> None:
    _, app = enrolled(office, "ada")
    now = NOW + HOUR
    tokens = [come_in(office, "ada", now).token for _ in range(4)]
    outcomes = []

    def give(token: str) -> None:
        try:
            accounts.prove(office, token, app.at(now), now)
            outcomes.append("in")
        except WrongCode:
            outcomes.append("refused")

    all_at_once(office, [partial(give, token) for token in tokens])
    assert sorted(outcomes) == ["in", "refused", "refused", "refused"]


@on_both
def test_after_five_wrong_codes_one_waits(office: Database) -> None:
    _, app = enrolled(office, "ada")
    now = NOW + HOUR
    token = come_in(office, "ada", now).token
    for _ in range(5):
        with pytest.raises(WrongCode):
            accounts.prove(office, token, wrong(app, now), now)
    with pytest.raises(TooMany) as refused:
        accounts.prove(office, token, app.at(now), now)
    assert refused.value.wait_seconds == 10
    assert accounts.prove(office, token, app.at(now + 10), now + 10).proven


def test_a_right_code_wipes_the_wrong_ones_out(office: Database) -> None:
    _, app = enrolled(office, "ada")
    for hours in (1, 2):
        now = NOW + hours * HOUR
        token = come_in(office, "ada", now).token
        for _ in range(4):
            with pytest.raises(WrongCode):
                accounts.prove(office, token, wrong(app, now), now)
        assert accounts.prove(office, token, app.at(now), now).proven


def test_to_give_the_password_again_wipes_no_wrong_code_out(office: Database) -> None:
    """Else whoever knows the password could guess the code for ever, four at a time."""
    _, app = enrolled(office, "ada")
    now = NOW + HOUR
    for _ in range(5):
        with pytest.raises(WrongCode):
            accounts.prove(office, come_in(office, "ada", now).token, wrong(app, now), now)
    with pytest.raises(TooMany):
        accounts.prove(office, come_in(office, "ada", now).token, app.at(now), now)


def test_the_wait_for_codes_grows_to_an_hour(office: Database) -> None:
    _, app = enrolled(office, "ada")
    now = NOW + HOUR
    waits = []
    for _ in range(15):
        token = come_in(office, "ada", now).token
        try:
            accounts.prove(office, token, wrong(app, now), now)
        except WrongCode:
            continue
        except TooMany as refused:
            waits.append(refused.wait_seconds)
            now += refused.wait_seconds
            with pytest.raises(WrongCode):
                accounts.prove(office, token, wrong(app, now), now)
    assert waits == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600]


def test_wrong_codes_count_while_it_is_set_up_too(office: Database) -> None:
    token = come_in(office, "ada").token
    app = pyotp.TOTP(accounts.start_second_factor(office, token, NOW).secret)
    for _ in range(5):
        with pytest.raises(WrongCode):
            accounts.confirm_second_factor(office, token, wrong(app, NOW), NOW)
    with pytest.raises(TooMany):
        accounts.confirm_second_factor(office, token, app.at(NOW), NOW)


@on_both
def test_a_lost_telephone(office: Database) -> None:
    """Taken away by an administrator, it is set up anew at the next sign-in; the old app opens nothing."""
    token, app = enrolled(office, "ada")
    accounts.forget_second_factor(office, "console", "ada", NOW)
    assert accounts.visitor(office, token, NOW) is None
    anew = come_in(office, "ada").token
    assert where(office, anew) == "must enrol"
    with pytest.raises(NoSecondFactor):
        accounts.prove(office, anew, app.at(NOW + 30), NOW + 30)
    with pytest.raises(NoSuchPerson):
        accounts.forget_second_factor(office, "ada", "eve", NOW)


def test_a_new_telephone_starts_without_the_failures_of_the_old(office: Database) -> None:
    _, app = enrolled(office, "ada")
    token = come_in(office, "ada").token
    for _ in range(5):
        with pytest.raises(WrongCode):
            accounts.prove(office, token, wrong(app, NOW), NOW)
    accounts.forget_second_factor(office, "console", "ada", NOW)
    anew, _ = enrolled(office, "ada")
    assert where(office, anew) == "proven"


def test_to_take_none_away_does_nothing(office: Database) -> None:
    token = come_in(office, "ben").token
    seen = done(office)
    accounts.forget_second_factor(office, "ada", "ben", NOW)
    assert done(office) == seen
    assert where(office, token) == "proven"


def test_the_list_of_people_tells_who_has_one(office: Database) -> None:
    accounts.start_second_factor(office, come_in(office, "ben").token, NOW)
    enrolled(office, "ada")
    assert {person.name: person.has_second_factor for person in accounts.people(office)} == {
        "ada": True,
        "ben": False,  # no code of it was ever given
    }


@on_both
def test_the_journal_tells_of_codes_and_holds_none(office: Database) -> None:
    seen = len(done(office))
    _, app = enrolled(office, "ada")
    token = come_in(office, "ada").token
    with pytest.raises(WrongCode):
        accounts.prove(office, token, wrong(app, NOW), NOW)
    accounts.prove(office, token, app.at(NOW + 30), NOW + 30)
    accounts.forget_second_factor(office, "ben", "ada", NOW)
    entries = journal(office)[seen:]
    assert [(entry.by, entry.did) for entry in entries] == [
        ("ada", "signed in"),
        ("ada", "began to set up a second factor"),
        ("ada", "set up a second factor"),
        ("ada", "signed in"),
        ("ada", "gave a wrong code"),
        ("ada", "gave the second factor"),
        ("ben", "took a second factor away"),
    ]
    assert app.secret not in repr(entries)
    assert PASSWORD not in everything(office)
