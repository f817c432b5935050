"""The song typeface that the project ships, so that paper looks the same on every machine."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
REGULAR: Final = FOLDER / "PerfbudgetSong-Regular.ttf"
BOLD: Final = FOLDER / "PerfbudgetSong-Bold.ttf"
