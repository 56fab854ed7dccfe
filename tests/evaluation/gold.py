"""Gold files for the real corpus: what somebody might have judged."""

COLUMNS = ("a_document", "a_group", "a_title", "b_document", "b_group", "b_title", "grade", "votes")

#: Elements of lqf and grade9, and of sssc and lqf, that a reader may call matches.
MATCHES = (
    ("L", "Developing self awareness", "G", "Self-Awareness"),
    ("L", "Managing yourself", "G", "Self-Management"),
    ("L", "Acting with integrity", "G", "Personal Integrity"),
    ("L", "Working within teams", "G", "Working effectively with Others"),
    ("L", "Identifying the contexts for change", "G", "Contextual Astuteness"),
    ("L", "Managing performance", "G", "Holding to Account"),
    ("L", "Facilitating transformation", "G", "Leading Change through People"),
    ("S", "Communicating and promoting ownership of the vision", "L", "Communicating the vision"),
    ("S", "Recognising and valuing the contribution of others", "L", "Encouraging contribution"),
    ("S", "Promoting creativity and innovation", "L", "Encouraging improvement and innovation"),
    ("S", "Improving own leadership", "L", "Continuing personal development"),
    ("S", "Leading and managing change", "L", "Facilitating transformation"),
    ("S", "Driving a knowledge management culture", "L", "Applying knowledge and evidence"),
)

#: The relations that they voted for, where they did.
VOTES = {"Self-Awareness": "close|close|-", "Working effectively with Others": "narrow|narrow|close"}


def judged_elements(grade: str = "match") -> str:
    """The text of a file of judged elements; what it does not list was judged to be no match."""
    rows = [(a, "", title, b, "", other, grade, VOTES.get(other, "")) for a, title, b, other in MATCHES]
    return "".join("\t".join(row) + "\n" for row in (COLUMNS, *rows))
