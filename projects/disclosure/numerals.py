"""Chinese numerals, as parts of an official paper are numbered with them."""

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """一 for 1, 十二 for 12, 三十 for 30; up to 99."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
