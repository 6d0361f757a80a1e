// Not part of the program: does not compile alone, so that the test of headers is seen to fail.
#ifndef AVSTAM_TESTS_ARCHITECTURE_BAD_NEEDS_ANOTHER_HEADER_H_
#define AVSTAM_TESTS_ARCHITECTURE_BAD_NEEDS_ANOTHER_HEADER_H_

inline std::string Name() { return "x"; }

#endif  // AVSTAM_TESTS_ARCHITECTURE_BAD_NEEDS_ANOTHER_HEADER_H_
