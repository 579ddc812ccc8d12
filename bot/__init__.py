"""What people see: the command line and Slack."""
