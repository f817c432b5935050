from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from projects.demo.loading import load_demo
from projects.lifecycle import Refused
from projects.models import Status


class Command(BaseCommand):
    help = "装入演示数据（区划、单位、用户、各种状态的绩效目标表）。已有的不动，可以反复运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        """People get the password of ``DEMO_PASSWORD``; without it they sign in by a click in demo mode only."""
        try:
            made = load_demo(Path(settings.FIXTURES_DIR) / "demo", os.environ.get("DEMO_PASSWORD") or None)
        except Refused as error:
            raise CommandError(f"演示数据没有装入：{error}") from error
        if not +made:
            self.stdout.write("演示数据已经在了，没有改动。")
            return
        labels = [status.label for status in Status]
        self.stdout.write("已装入演示数据：")
        for name, count in made.items():
            if count and name not in labels:
                self.stdout.write(f"  {name} {count}")
        forms = [f"{label} {made[label]}" for label in labels if made[label]]
        if forms:
            self.stdout.write(f"  绩效目标表 {sum(made[label] for label in labels)}（{'，'.join(forms)}）")
