// Runs a fuzz target on the files named, once each: the seeds and every crash found so far, in any build.
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void Run(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  Run("");
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    if (!file) {
      std::cerr << "replay: cannot open " << argv[i] << '\n';
      return 1;
    }
    std::cout << argv[i] << std::endl;  // flushed: after a crash the last name is the culprit
    Run(std::string(std::istreambuf_iterator<char>(file), {}));
  }
  std::cout << argc - 1 << " inputs\n";
}
