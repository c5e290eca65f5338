#include "cli/person.h"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace penumbra::cli {

std::string person(const std::string& stated) {
  if (!stated.empty()) return stated;
  passwd entry{};
  passwd* found = nullptr;
  std::array<char, 4096> buffer{};
  if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
    return entry.pw_name;
  return "account " + std::to_string(geteuid());
}

}  // namespace penumbra::cli
