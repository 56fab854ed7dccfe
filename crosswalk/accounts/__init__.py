"""Who may do what on the page of a team: accounts, passwords, sessions."""
