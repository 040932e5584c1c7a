"""The command line: `guong`. It acts as a named system actor with a reason in the audit log."""
