"""What a brand's answers are, and what rules may read of them."""
