// Poppler's private headers change between releases.  page_reader.cc and page_image.cc alone see them.
#ifndef AVSTAM_EXTRACT_POPPLER_VERSION_H_
#define AVSTAM_EXTRACT_POPPLER_VERSION_H_

#include <cpp/poppler-version.h>

#if POPPLER_VERSION_MAJOR < 22 || (POPPLER_VERSION_MAJOR == 22 && POPPLER_VERSION_MINOR < 4)
#error "needs Poppler 22.04 or newer (GfxFont by shared_ptr, optional passwords)"
#endif

#endif  // AVSTAM_EXTRACT_POPPLER_VERSION_H_
