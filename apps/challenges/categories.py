"""The fields of work that a new site starts with: slug, name, one line about what belongs there. Staff may add to them later."""

CATEGORIES: tuple[tuple[str, str, str], ...] = (
    ("software", "Software", "Applications, sites, tools and the repair of those that exist"),
    ("data", "Data and statistics", "Forecasts, cleaning, models, and finding out what the figures say"),
    ("design", "Design", "Graphics, products, signs, packages and the forms people fill in"),
    ("engineering", "Engineering", "Machines, electronics, mechanisms, prototypes and test rigs"),
    ("science", "Science", "Experiments, measurements and explanations of what nobody understands yet"),
    ("writing", "Writing", "Manuals, stories, speeches, labels and letters that get read"),
    ("translation", "Translation", "From one language to another, subtitles and terminology included"),
    ("music", "Music and sound", "Scores, arrangements, recordings, restoration and sound for places"),
    ("video", "Film and animation", "Shooting, editing, colour, animation and subtitles"),
    ("architecture", "Architecture", "Buildings, rooms, shelters, gardens and what it takes to build them"),
    ("education", "Education", "Lessons, courses, exercises and ways to tell whether they work"),
    ("research", "Research", "Interviews, archives, reviews of the literature and comparisons"),
)
