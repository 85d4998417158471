"""What is decided exactly of a roster, and in which order.

Small problems are decided whole, which proves the answer. In larger ones each open post is first looked at with what
is near it in time, which is where nearly all is gained, and only if posts may be open that need not be, with all
others. Then come the wishes and the shares, a few people at a time.
"""

from __future__ import annotations

from collections.abc import Collection
from random import Random
from typing import Final

from logistics.roster.chains import fill_by_chains
from logistics.roster.exact import Decision, decide
from logistics.roster.greedy import alone
from logistics.roster.ground import Board, Ground, bits
from logistics.roster.moves import smooth
from logistics.roster.search import Search

WHOLE: Final = 1_500
"""So many pairs of a post and a member are decided whole."""
NEARLY_WHOLE: Final = 25_000
"""So many are decided whole as far as open posts go, which is much easier, where parts leave a doubt."""
NEAR: Final = (100, 200)
"""How many posts around an open one are decided with it, first, and then where that was too few."""
TOGETHER: Final = 10
"""Among how many people posts are shared out anew at a time."""
TRIES: Final = 3
"""With how many others somebody who has too much is looked at before they are left as they are."""
NODES: Final = 20
"""After how many nodes a part is left as it is: a number, as a time would not give the same roster twice."""


def improve(search: Search) -> None:
    """Make it better until it is the best, time is up or it was stopped."""
    pairs = sum(len(candidates) for candidates in search.ground.candidates)
    fill_by_chains(search.board)
    smooth(search.board, trading=pairs <= WHOLE)
    search.keep("chains")
    if pairs <= WHOLE:
        _decide_whole(search)
        return
    _close_shortages(search)
    _settle_open(search)
    doubt = search.best.cost - search.best.bound >= search.problem.weights.open
    if doubt and pairs <= NEARLY_WHOLE:
        _settle_open_whole(search)
    smooth(search.board, trading=False)
    search.keep("windows")
    _share_out(search)


def _everybody(ground: Ground) -> range:
    return range(len(ground.members))


def _movable(ground: Ground) -> int:
    """All posts but pins."""
    return sum(1 << post for post in range(len(ground.posts)) if post not in ground.pinned)


def _decide_whole(search: Search) -> None:
    if not search.goes_on():
        return
    movable = _movable(search.ground)
    decision = decide(search.board, movable, _everybody(search.ground), seconds=search.left)
    if decision is not None:
        _apply(search.board, movable, decision)
        search.keep("whole")
        # the program leaves out what no decision changes: the difference of the two costs
        search.bounded(search.best.cost - decision.cost + decision.bound)


def _apply(board: Board, posts: int, decision: Decision) -> None:
    for post in bits(posts):
        if post in board.held:
            board.lift(post)
    for post, member in decision.held.items():
        board.place(post, member)


def _close_shortages(search: Search) -> None:
    """Look at each open post with what is near it in time, the heaviest first."""
    board, posts = search.board, search.ground.posts
    for near in NEAR:
        left = [
            post for post in range(len(posts)) if post not in board.held and board.ground.candidates[post]
        ]
        looked_at = 0
        for post in sorted(left, key=lambda post: (-posts[post].weight, post)):
            # one that was decided beside another, and stayed open, would need more than what is near
            if post in board.held or looked_at >> post & 1 or not search.goes_on():
                continue
            window = _near(search.ground, post, near)
            looked_at |= window
            _decide_open(search, window, "shortage windows")
            fill_by_chains(board)
            search.keep("shortage windows")


def _decide_open(search: Search, window: int, method: str) -> None:
    everybody = _everybody(search.ground)
    decision = decide(search.board, window, everybody, seconds=search.left, fair=False, nodes=NODES)
    if decision is not None:
        _apply(search.board, window, decision)
        search.keep(method)


def _near(ground: Ground, post: int, most: int) -> int:
    """The posts nearest to it in time, so many at most, no pins."""
    centre = ground.posts[post]
    middle = centre.begins + centre.ends
    nearest = sorted(
        (other for other in range(len(ground.posts)) if other not in ground.pinned),
        key=lambda other: (abs(ground.posts[other].begins + ground.posts[other].ends - middle), other),
    )
    return sum(1 << other for other in nearest[:most])


def _settle_open_whole(search: Search) -> None:
    """Fill as many posts as can be filled, all at once."""
    ground, board = search.ground, search.board
    if not search.goes_on():
        return
    movable = _movable(ground)
    decision = decide(board, movable, _everybody(ground), seconds=search.left, fair=False)
    if decision is not None:
        _apply(board, movable, decision)
        search.keep("open posts whole")
        pins = sum(ground.own_cost(post, member) for post, member in ground.pinned.items())
        search.bounded(pins + sum(ground.open_cost(post) for post in bits(movable)) + decision.bound)


def _settle_open(search: Search) -> None:
    """Find out how few posts can be open around each open post by itself."""
    ground, board = search.ground, search.board
    nobody = Board(ground, ground.pinned)
    seen, bound = 0, 0
    for post in range(len(ground.posts)):
        if post in board.held or seen >> post & 1 or not search.goes_on():
            continue
        window = _near(ground, post, NEAR[0]) & ~seen
        # with nothing around it nothing is in the way: what is open even then is open in every roster
        decision = decide(nobody, window, _everybody(ground), seconds=search.left, fair=False, nodes=NODES)
        if decision is not None:
            seen |= window
            bound += sum(ground.open_cost(other) for other in bits(window)) + decision.bound
    rest = (post for post in range(len(ground.posts)) if not seen >> post & 1)
    search.bounded(bound + sum(alone(ground, post) for post in rest))


def _share_out(search: Search) -> None:
    """Decide all posts of a few people anew, beginning with whoever has most to gain from it, until nobody gains."""
    ground, board = search.ground, search.board
    luck = Random(1)
    tries = dict.fromkeys(_everybody(ground), 0)
    while search.goes_on():
        eager = [member for member, tried in tries.items() if tried < TRIES and _burden(board, member)]
        if not eager:
            return
        first = max(eager, key=lambda member: (-tries[member], _burden(board, member), -member))
        tries[first] += 1
        group = _partners(board, first, luck)
        before = search.best.cost
        _decide_among(search, group)
        if search.best.cost < before:
            tries.update(dict.fromkeys(group, 0))


def _burden(board: Board, member: int) -> int:
    """What they cost now: minutes above the share, and wishes against, changes and further people in groups."""
    own = sum(board.price(post, member) for post in bits(board.of[member]) if post not in board.ground.pinned)
    return own + board.price_above(member, -board.load[member]) * -1


def _partners(board: Board, first: int, luck: Random) -> list[int]:
    """Whom to share out with: people who could hold something of theirs, rather those with less to do."""
    ground = board.ground
    able = [
        member for member in _everybody(ground) if member != first and ground.reach[member] & board.of[first]
    ]
    able.sort(key=lambda member: (board.load[member] * (0.5 + luck.random()), member))
    return [first, *able[: TOGETHER - 1]]


def _decide_among(search: Search, members: Collection[int]) -> None:
    ground, board = search.ground, search.board
    theirs, reach = 0, 0
    for member in members:
        theirs |= board.of[member]
        reach |= ground.reach[member]
    is_open = sum(1 << post for post in bits(reach) if post not in board.held)
    posts = (theirs | is_open) & _movable(ground)
    decision = decide(board, posts, members, seconds=search.left, nodes=NODES)
    if decision is not None:
        _apply(board, posts, decision)
        search.keep("windows")


__all__ = ["improve"]
