avstam_fuzz(report_fuzz report_fuzz.cc avstam_app)
avstam_fuzz(request_head_fuzz request_head_fuzz.cc avstam_app)
