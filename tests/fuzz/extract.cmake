avstam_fuzz(read_pdf_fuzz read_pdf_fuzz.cc avstam_extract SEEDS "corpus/*.pdf")
