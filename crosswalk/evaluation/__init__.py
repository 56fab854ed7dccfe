"""How good suggestions are, measured against what people judged."""
