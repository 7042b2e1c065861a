"""A typist at the desk: presses keys and nothing else, and counts them."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, Request, expect

ASKED = ("/steps/", "/passage/", "/likely/", "/speakers/", "/credits/", "/now/", "/left/")


@dataclass
class Typist:
    """Keys pressed and questions put to the server. Letters of a claim's own words are counted apart."""

    page: Page
    keys: int = 0
    words: int = 0
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._count)

    def _count(self, request: Request) -> None:
        if any(part in request.url for part in ASKED):
            self.asked.append(request.url)

    def press(self, *keys: str) -> None:
        """Press keys one after another; a chord is one keystroke, though its Shift is counted too."""
        for key in keys:
            self.keys += key.count("+") + 1
            self.page.keyboard.press(key)

    def find(self, words: str, *, exactly: bool = False) -> None:
        """Look for words in the text, to select their sentence or just them: each letter is a keystroke."""
        self.press("/")
        self.search(words)
        self.press("Shift+Enter" if exactly else "Enter")

    def search(self, letters: str) -> None:
        """Type part of a name or of a statement that is there: each letter is a keystroke."""
        self.keys += len(letters)
        self.page.keyboard.type(letters)

    def state(self, statement: str) -> None:
        """Type a claim's own words."""
        self.words += len(statement)
        self.page.keyboard.type(statement)

    def wait_until_saved(self) -> None:
        expect(self.page.locator("#desk-saved")).to_have_text("all saved")
