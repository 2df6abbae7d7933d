"""The small drawn parts of every page (icons, amounts, clocks, people), built as strings because lists print hundreds of them."""
