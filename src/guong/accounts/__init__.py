"""Sign-in: accounts, printed sign-in cards, sessions."""
