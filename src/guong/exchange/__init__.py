"""What comes in from offices: member lists."""
