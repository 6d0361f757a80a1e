avstam_fuzz(report_fuzz report_fuzz.cc avstam_app)
