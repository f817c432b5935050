"""The page of filling in, as tests handle it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from playwright.sync_api import BrowserContext, Locator, Page, expect

from projects.models import PerformanceForm, User
from tests.browser.pages import barriers, sign_in

NOTHING_UNSENT = "() => !Object.keys(localStorage).some((key) => key.startsWith('unsent/'))"


def address(server: Any, form: PerformanceForm, name: str = "projects:form-fill") -> str:
    return server.url + reverse(name, args=[form.pk])


def open_wizard(context: BrowserContext, server: Any, form: PerformanceForm, person: User) -> WizardPage:
    """A new tab of ``context`` with the form, ``person`` signed in."""
    sign_in(context, server, person)
    page = context.new_page()
    page.goto(address(server, form))
    return WizardPage(page)


class WizardPage:
    """Finds things by path and waits for what the page promises."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def cell(self, path: str) -> Locator:
        return self.page.locator(f'[data-cell="{path}"]')

    def input(self, path: str) -> Locator:
        return self.cell(path).locator("[data-input]")

    def note(self, path: str) -> Locator:
        return self.cell(path).locator(".note")

    def type(self, path: str, text: str) -> None:
        """As a person does: into the focused cell, key by key, at the end."""
        self.input(path).press("Control+End")
        self.input(path).press_sequentially(text)

    def saved(self) -> None:
        """Wait until the server has confirmed everything."""
        self.page.wait_for_function(NOTHING_UNSENT)
        expect(self.page.locator("#save-state")).to_have_attribute("data-state", "saved")

    def save_state(self) -> Locator:
        return self.page.locator("#save-state")

    def rows(self, level2: str) -> Locator:
        """The rows under a 二级指标."""
        category = self.page.locator(f'th[data-level2="{level2}"]').get_attribute("id")
        return self.page.locator(f'tr[data-row][data-category="{category}"]')

    def names(self, level2: str) -> list[str]:
        """The 三级指标 under a 二级指标, as the page shows them."""
        cells = self.rows(level2).locator('[data-member="level3"] [data-input]')
        return [cells.nth(number).input_value() for number in range(cells.count())]

    def barriers(self) -> list[str]:
        """What axe finds."""
        return barriers(self.page, strict=True)
