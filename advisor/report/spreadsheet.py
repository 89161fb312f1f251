"""The plan as a spreadsheet: a row for each step, to filter, go on with and print.

Every text goes in as text, marked so that no program takes it for a formula, not even after it was edited.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from textwrap import wrap

from advisor.language import catalogue

from .anatomy import effort
from .brand_kit import DEFAULT_PALETTE
from .html import COLOURS
from .office_package import stable
from .view import ReportView
from .work_plan import PlanDocument, WorkStep, plan_document

WIDTHS = (5, 46, 18, 12, 12, 30, 38, 17, 20, 11, 12, 11)
"""Widths of the columns, in characters."""
STEP, DUE, STATUS, SEVERITY = 2, 4, 5, 10
"""Columns that are more than a text, counted from 1."""
LINE_HEIGHT = 13.0
"""Points of a line of text."""
DATE_AS_AT_HOME = "mm-dd-yy"
"""The format that programs show as the short date of the country they are set to."""
LIKE_A_FORMULA = ("=", "+", "-", "@", "\t")
LONGEST_RUNNING = 120
"""Characters of a line above or below a printed sheet, which may hold 255 with its codes."""
HEAD_COLOURS = {"critical": "red", "major": "red", "moderate": "amber"}


def render_xlsx(report: ReportView) -> bytes:
    """The plan of a report as a workbook of one sheet; the same view gives the same bytes."""
    return plan_xlsx(plan_document(report))


def plan_xlsx(plan: PlanDocument) -> bytes:
    """A plan as a workbook of one sheet; the same plan gives the same bytes."""
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    workbook = Workbook()
    _PlanSheet(plan, workbook.active).fill()
    core = workbook.properties
    core.title, core.creator, core.language = plan.title[:255], plan.author[:255], plan.language
    core.created = core.modified = datetime.datetime.fromisoformat(plan.iso_date)
    packed = io.BytesIO()
    # Not `Workbook.save`, which would set today's date.
    with zipfile.ZipFile(packed, "w") as package:
        ExcelWriter(workbook, package).save()
    return stable(packed.getvalue())


class _PlanSheet:
    """The one sheet being filled; `sheet` is openpyxl's."""

    def __init__(self, plan: PlanDocument, sheet: object) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
        from openpyxl.worksheet.worksheet import Worksheet

        assert isinstance(sheet, Worksheet)
        self.sheet = sheet
        self.plan = plan
        self.words = catalogue(plan.language)
        self.say = self.words.gettext
        palette = plan.kit.palette if plan.kit else DEFAULT_PALETTE
        self.top = Alignment(horizontal="left", vertical="top", wrap_text=True)
        self.head_font = Font(name="Calibri", size=10, bold=True, color="FFFFFF")
        self.head_fill = PatternFill("solid", start_color=palette.primary.lstrip("#").upper())
        self.font = Font(name="Calibri", size=10)
        self.below = Border(bottom=Side("thin", color=COLOURS["rule"].lstrip("#").upper()))

    def fill(self) -> None:
        """Fill in heads and rows, then filters, choices and the set-up for printing."""
        say = self.say
        self.sheet.title = say("Action plan")
        heads = (
            say("No."), say("Step"), say("Owner"), say("Due"), say("Status"), say("Finding"), say("Why"), say("Theme"),
            say("Space"), say("Severity"), say("Plan"), say("Effort"),
        )  # fmt: skip
        self._row(1, heads)
        steps = self.plan.steps
        for row, step in enumerate(steps, start=2):
            self._row(row, self._cells(step))
        last = len(steps) + 1
        self._looks(last)
        self._choices(last)
        self._print_set_up()

    def _cells(self, step: WorkStep) -> tuple[str | int | datetime.date | None, ...]:
        one = step.action
        title = self.say("%(point)s (part of: %(finding)s)", point=one.title, finding=step.part_of)
        return (
            step.number,
            step.step,
            step.owner,
            datetime.date.fromisoformat(step.due) if step.due else None,
            step.status or (self.say("Not yet") if step.waiting else self.say("To do")),
            title if step.part_of else one.title,
            " ".join((*one.until, step.why)),
            one.theme.word,
            ", ".join(step.spaces),
            one.severity.word if one.severity else one.kind.word,
            step.line,
            effort(one, self.words) if one.effort else "",
        )

    def _row(self, row: int, values: Sequence[str | int | datetime.date | None]) -> None:
        for column, value in enumerate(values, start=1):
            cell = self.sheet.cell(row, column)
            cell.value = value or None
            if isinstance(value, str) and value:
                # openpyxl takes what begins with "=" for a formula; this says that it is text.
                cell.data_type = "s"
                cell.quotePrefix = value.startswith(LIKE_A_FORMULA)
            cell.alignment, cell.border = self.top, self.below
            cell.font = self.head_font if row == 1 else self.font
            if row == 1:
                cell.fill = self.head_fill
            elif column == DUE:
                cell.number_format = DATE_AS_AT_HOME
        # Not every program makes room for what runs over several lines.
        texts = zip((str(value or "") for value in values), WIDTHS, strict=True)
        self.sheet.row_dimensions[row].height = LINE_HEIGHT * max(len(wrap(text, width)) for text, width in texts) + 3

    def _looks(self, last: int) -> None:
        from openpyxl.styles import Font
        from openpyxl.utils import get_column_letter

        for column, width in enumerate(WIDTHS, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width
        self.sheet.freeze_panes = self.sheet.cell(2, STEP + 1)
        self.sheet.auto_filter.ref = f"A1:{get_column_letter(len(WIDTHS))}{last}"
        for row, step in enumerate(self.plan.steps, start=2):
            role = HEAD_COLOURS.get(step.action.severity.id if step.action.severity else "")
            if role:
                colour = COLOURS[role].lstrip("#").upper()
                self.sheet.cell(row, SEVERITY).font = Font(name="Calibri", size=10, bold=True, color=colour)

    def _choices(self, last: int) -> None:
        """The words of the status to choose from."""
        from openpyxl.worksheet.datavalidation import DataValidation

        if last == 1:
            return
        say = self.say
        words = ",".join((say("To do"), say("Under way"), say("Done"), say("Dropped"), say("Not yet")))
        status = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True)
        status.add(f"{self.sheet.cell(2, STATUS).coordinate}:{self.sheet.cell(last, STATUS).coordinate}")
        self.sheet.add_data_validation(status)

    def _print_set_up(self) -> None:
        sheet, plan = self.sheet, self.plan
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = "1:1"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.7
        running = (plan.running, plan.title, plan.date)
        sheet.oddHeader.left.text = _running(" · ".join(part for part in running if part))
        sheet.oddFooter.left.text = _running(plan.imprint)
        sheet.oddFooter.right.text = "&P / &N"


def _running(text: str) -> str:
    """A text for head or foot, in which `&` begins a code; openpyxl makes one of `&[` too."""
    return text[:LONGEST_RUNNING].replace("&[", "& [").replace("&", "&&")
