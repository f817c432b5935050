from django.core.checks import registry

from reports.checks import FONT_SUBSETTER, PANGO, SystemLibrary, check_pdf_libraries, library_messages

ABSENT = SystemLibrary("no-such-thing", "libno-such-thing.so.0", "libno-such-thing0")
OTHER = SystemLibrary("nor-this", "libnor-this.so.1", "libnor-this1")


def test_installed_libraries_give_no_message():
    assert library_messages(PANGO, FONT_SUBSETTER) == []


def test_a_missing_needed_library_is_an_error_with_its_remedy():
    (message,) = library_messages([*PANGO, ABSENT, OTHER], FONT_SUBSETTER)
    assert (message.id, message.is_serious()) == ("reports.E001", True)
    assert message.msg == "缺少系统库 libno-such-thing.so.0、libnor-this.so.1，不能打印 PDF。"
    assert message.hint == "请安装：apt-get install -y --no-install-recommends libno-such-thing0 libnor-this1"


def test_a_missing_useful_library_is_a_warning_with_its_remedy():
    (message,) = library_messages(PANGO, [ABSENT])
    assert (message.id, message.is_serious()) == ("reports.W001", False)
    assert "打印会慢很多倍" in message.msg
    assert message.hint == "请安装：apt-get install -y --no-install-recommends libno-such-thing0"


def test_the_check_runs_at_start_up():
    assert check_pdf_libraries in registry.registry.get_checks()
    assert [library.package for library in (*PANGO, *FONT_SUBSETTER)] == [
        "libpango-1.0-0",
        "libpangoft2-1.0-0",
        "libharfbuzz-subset0",
    ]
