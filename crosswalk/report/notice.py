"""What people should know first, wherever they read: how much of what is suggested has been reviewed."""

from crosswalk.report.findings import Findings

#: Goes with the notice where there is room.
PLACE_TO_LOOK = "What a model suggests is a place to look, not a finding."


def notice(findings: Findings) -> str:
    """One sentence, the same as on top of every page.

    Args:
        findings: What the report is made from.
    """
    suggested, done = len(findings.suggested), findings.reviewed
    provisional = "Provisional: " if done < suggested or not suggested else ""
    return f"{provisional}{done:,} of {suggested:,} suggested links reviewed."
