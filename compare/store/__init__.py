"""What is kept between runs, in one database: translations, vectors, and all that a newsroom adds to them."""
