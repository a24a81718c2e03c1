"""Works a notebook in JupyterLab through its page, as a student does: here, on Binder, in the browser's own Python."""

import json
import re

from browser import PATIENCE
from playwright.sync_api import expect

MILLISECONDS = 1000 * PATIENCE
EXPLORER = ".iss-live:has(.iss-face):not(:has(.iss-board))"
QUIZ = ".iss-live:has(.iss-stem):not(:has(.widget-radio-box-horizontal))"  # a single choice
ANSWER = re.compile(r"Right\.|Not this one\.")


def open_notebook(tab, address: str, patience: int = MILLISECONDS) -> None:
    """Open a notebook and wait until its kernel waits for work: before, JupyterLab would ask which one to take."""
    tab.goto(address, wait_until="domcontentloaded")
    expect(tab.locator(".jp-NotebookPanel .jp-Cell").first).to_be_visible(timeout=patience)
    expect(tab.get_by_text(re.compile(r"\| Idle"))).to_be_visible(timeout=patience)


def run_all(tab) -> None:
    """Choose Run All Cells in the menu."""
    tab.get_by_role("menuitem", name="Run", exact=True).click()
    tab.get_by_text("Run All Cells", exact=True).click()


def finding(tab):
    """Return what the first explorer shows."""
    return tab.locator(EXPLORER).first.locator(".iss-face:visible")


def feedback(tab):
    """Return what the first question answers."""
    return tab.locator(QUIZ).first.locator(".iss-feedback:visible")


def explore(tab, position: int) -> None:
    """Choose one option of the first explorer."""
    tab.locator(EXPLORER).first.locator("input[type=radio]").nth(position).check(timeout=MILLISECONDS)


def work(tab) -> tuple[str, str]:
    """Move the first explorer and answer the first question; return what the explorer said before, and the answer."""
    expect(finding(tab)).to_be_visible(timeout=MILLISECONDS)
    first = finding(tab).inner_text()
    explore(tab, 1)
    expect(finding(tab)).not_to_have_text(first, use_inner_text=True, timeout=MILLISECONDS)
    tab.locator(QUIZ).first.locator("input[type=radio]").first.check(timeout=MILLISECONDS)
    expect(feedback(tab)).to_have_text(ANSWER, timeout=MILLISECONDS)
    return first, feedback(tab).inner_text()


def save(tab) -> None:
    """Save the notebook by its key once every cell has run."""
    expect(tab.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=MILLISECONDS)
    tab.keyboard.press("Escape")
    tab.keyboard.press("Control+s")


def complete(path) -> bool:
    """Say whether in a saved notebook every code cell has run and the widgets' state is there."""
    notebook = json.loads(path.read_text("utf-8"))
    ran = [cell["execution_count"] for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return all(ran) and "widgets" in notebook["metadata"]


def faults(path) -> list[dict]:
    """Return the outputs of a saved notebook that are errors or warnings."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return [output for output in outputs if output["output_type"] == "error" or output.get("name") == "stderr"]


BROKEN_WORDS = """() => {
  const broken = [], range = document.createRange();
  for (const output of document.querySelectorAll(".jp-OutputArea-output:not(.jp-RenderedText)")) {
    const texts = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      if (text.parentElement.closest("svg, pre") || !text.parentElement.checkVisibility()) continue;
      for (const word of text.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = [...range.getClientRects()].map(part => Math.round(part.top));
        if (new Set(lines).size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""


def broken_words(tab) -> list[str]:
    """Return the words in what cells show, folds opened, that stand on two lines."""
    tab.locator(".jp-OutputArea details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
    return tab.evaluate(BROKEN_WORDS)
