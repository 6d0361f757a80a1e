# cmake --install, and the Debian packages that CPack makes of it: avstam, and avstam-dev with the library.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Manual page and completions, as the program itself tells its options.
set(printed)
foreach(one man:avstam.1 bash:avstam.bash zsh:_avstam fish:avstam.fish)
  string(REPLACE ":" ";" one "${one}")
  list(GET one 0 format)
  list(GET one 1 name)
  add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/reference/${name}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${CMAKE_BINARY_DIR}/reference"
    COMMAND avstam reference --format ${format} > "${CMAKE_BINARY_DIR}/reference/${name}"
    DEPENDS avstam VERBATIM)
  list(APPEND printed "${CMAKE_BINARY_DIR}/reference/${name}")
endforeach()
add_custom_command(OUTPUT "${CMAKE_BINARY_DIR}/reference/avstam.1.gz"
  COMMAND gzip -9nkf "${CMAKE_BINARY_DIR}/reference/avstam.1"
  DEPENDS "${CMAKE_BINARY_DIR}/reference/avstam.1" VERBATIM)
add_custom_target(reference ALL DEPENDS ${printed} "${CMAKE_BINARY_DIR}/reference/avstam.1.gz")

install(TARGETS avstam RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT program)
install(TARGETS avstam_tesseract LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/avstam" COMPONENT program)
file(RELATIVE_PATH libraries "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}/avstam")
set_target_properties(avstam PROPERTIES INSTALL_RPATH "$ORIGIN/${libraries}")
install(DIRECTORY rules/ DESTINATION "${CMAKE_INSTALL_DATADIR}/avstam/rules" COMPONENT program
  FILES_MATCHING PATTERN "*.toml" PATTERN "*.csv" PATTERN "README.md")
install(FILES "${CMAKE_BINARY_DIR}/reference/avstam.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
install(FILES "${CMAKE_BINARY_DIR}/reference/avstam.bash" RENAME avstam COMPONENT program
  DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions")
install(FILES "${CMAKE_BINARY_DIR}/reference/_avstam" COMPONENT program
  DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions")
install(FILES "${CMAKE_BINARY_DIR}/reference/avstam.fish" COMPONENT program
  DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d")
install(FILES README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME copyright COMPONENT program)
install(DIRECTORY docs/ DESTINATION "${CMAKE_INSTALL_DOCDIR}/docs" COMPONENT program FILES_MATCHING PATTERN "*.md")

# Reading and interpreting without terminal or archive, for other programs: find_package(avstam).
add_library(avstam_library INTERFACE)
add_library(avstam::avstam ALIAS avstam_library)
set_target_properties(avstam_library PROPERTIES EXPORT_NAME avstam)
target_link_libraries(avstam_library INTERFACE avstam_rules)
install(TARGETS avstam_library avstam_rules avstam_normalize avstam_extract avstam_base avstam_options EXPORT avstamTargets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}/avstam" COMPONENT library)
install(DIRECTORY base extract normalize rules DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/avstam" COMPONENT library
  FILES_MATCHING PATTERN "*.h")
set(config_place "${CMAKE_INSTALL_LIBDIR}/cmake/avstam")
install(EXPORT avstamTargets NAMESPACE avstam:: DESTINATION "${config_place}" COMPONENT library)
configure_package_config_file(scripts/packaging/avstamConfig.cmake.in "${CMAKE_BINARY_DIR}/avstamConfig.cmake"
  INSTALL_DESTINATION "${config_place}" PATH_VARS CMAKE_INSTALL_DATADIR CMAKE_INSTALL_LIBDIR)
write_basic_package_version_file("${CMAKE_BINARY_DIR}/avstamConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/avstamConfig.cmake" "${CMAKE_BINARY_DIR}/avstamConfigVersion.cmake"
  DESTINATION "${config_place}" COMPONENT library)

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL program library)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGE_NAME avstam)
set(CPACK_PACKAGE_CONTACT "the avstam maintainers <avstam@avstam.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME avstam)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "poppler-data, tesseract-ocr-swe, tesseract-ocr-eng")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME avstam-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS "avstam (= ${PROJECT_VERSION}), libpoppler-dev, libpoppler-private-dev, \
libleptonica-dev, libicu-dev, libre2-dev, libssl-dev, libpugixml-dev, libtomlplusplus-dev, libfmt-dev, pkg-config")
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "Reads PDFs of Swedish regions and municipalities, takes out decisions, money
tables and sums, keeps them in SQLite and tells which totals do not add up.")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "Reading and reconciling without terminal or archive, as a C++ library.")
include(CPack)
