"""What times, days and lengths look like as people write them: patterns with named groups."""

from __future__ import annotations

import re
from typing import Final

_ANY_CASE: Final = re.IGNORECASE | re.ASCII  # no long s, no digits of other scripts
