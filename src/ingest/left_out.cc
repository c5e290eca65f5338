#include "ingest/left_out.h"

#include <cstddef>

#include "base/digest.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kTold = 4;  // different values that are told as they are
constexpr std::size_t kShown = 60;

std::string hex(std::uint64_t number) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out(16, '0');
  for (std::size_t i = out.size(); i-- > 0; number >>= 4) out[i] = kHex[number & 15];
  return out;
}

}  // namespace

void LeftOut::add(std::string_view field, std::string_view value) {
  if (value.empty()) return;
  auto it = fields_.find(field);
  if (it == fields_.end()) it = fields_.try_emplace(std::string(field)).first;
  Field& here = it->second;
  ++here.values;
  here.sum += base::checksum64(value);
  if (here.different.size() <= kTold && !here.different.contains(value)) here.different.emplace(value);
}

void LeftOut::join(const LeftOut& other) {
  for (const auto& [name, field] : other.fields_) {
    Field& here = fields_[name];
    here.values += field.values;
    here.sum += field.sum;
    for (const std::string& value : field.different) {
      if (here.different.size() <= kTold) here.different.insert(value);
    }
  }
}

std::string LeftOut::note() const {
  std::string out;
  for (const auto& [name, field] : fields_) {
    out.append(out.empty() ? "left out on purpose: " : ", ").append(shown(name, kShown));
    out.append(" (").append(std::to_string(field.values));
    bool few = field.different.size() <= kTold;
    for (const std::string& value : field.different) few = few && value.size() <= kShown;
    if (!few) {
      out.append(", sum ").append(hex(field.sum));
    } else {
      std::string_view before = ": ";
      for (const std::string& value : field.different) {
        out.append(before).append(shown(value, kShown));
        before = "; ";
      }
    }
    out += ')';
  }
  return out;
}

}  // namespace penumbra::ingest
