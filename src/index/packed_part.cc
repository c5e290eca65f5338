#include "index/packed_part.h"

#include <cstring>

#include "names/fold.h"
#include "names/lexicon.h"
#include "names/readings.h"

namespace penumbra::index {
namespace {

constexpr std::size_t kHeadBytes = 8;
constexpr unsigned kKindMask = 15;
constexpr unsigned kHasFold = 16;
constexpr unsigned kHasGroup = 32;
constexpr unsigned kHasNative = 64;
constexpr unsigned kHasReadings = 128;

template <typename Number>
void put(std::string& out, Number value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

template <typename Number>
Number get(const char*& at) {
  Number value;
  std::memcpy(&value, at, sizeof value);
  at += sizeof value;
  return value;
}

const char kNoText[2] = {};

}  // namespace

void pack_part(const names::Part& part, std::string_view text, std::string& out) {
  const auto form = [&](const names::Slice& slice) { return text.substr(slice.at, slice.size); };
  const bool has_fold = form(part.fold) != form(part.latin);
  std::uint8_t classes = 0;
  while (classes < part.classes.size() && part.classes[classes] != 0) ++classes;
  put(out, part.weight);
  put(out, static_cast<std::uint8_t>(static_cast<unsigned>(part.kind) | (has_fold ? kHasFold : 0) |
                                     (part.group != 0 ? kHasGroup : 0) | (part.native.size != 0 ? kHasNative : 0) |
                                     (part.readings.size != 0 ? kHasReadings : 0)));
  put(out, part.flags);
  put(out, part.frequency);
  put(out, static_cast<std::uint8_t>(part.latin.size));
  put(out, static_cast<std::uint8_t>(part.skeleton.size));
  put(out, classes);
  if (part.group != 0) put(out, part.group);
  for (std::uint8_t c = 0; c < classes; ++c) put(out, part.classes[c]);
  if (has_fold) put(out, static_cast<std::uint8_t>(part.fold.size));
  if (part.native.size != 0) put(out, part.native.size);
  if (part.readings.size != 0) put(out, static_cast<std::uint8_t>(part.readings.size));
  out += form(part.latin);
  if (has_fold) out += form(part.fold);
  out += form(part.skeleton);
  out += form(part.native);
  out += form(part.readings);
}

names::NameView read_part(std::string_view bytes, std::size_t at, names::Part& part) {
  names::NameView view;
  view.parts = {&part, 1};
  view.pool = kNoText;
  const auto damaged = [&] {
    part = names::Part{};
    return view;
  };
  if (at > bytes.size() || bytes.size() - at < kHeadBytes) return damaged();
  const char* next = bytes.data() + at;
  const char* const end = bytes.data() + bytes.size();
  names::Part& read = part = names::Part{};
  read.weight = get<std::uint16_t>(next);
  const unsigned kind = get<std::uint8_t>(next);
  read.kind = static_cast<names::PartKind>(kind & kKindMask);
  read.flags = get<std::uint8_t>(next);
  read.frequency = get<std::uint8_t>(next);
  read.latin.size = get<std::uint8_t>(next);
  read.skeleton.size = get<std::uint8_t>(next);
  const std::uint8_t classes = get<std::uint8_t>(next);
  constexpr std::size_t kMostDetails = 4 + 2 * names::kMaxClasses + 1 + 2 + 1;
  const bool sane = classes <= names::kMaxClasses && read.latin.size > 0 &&
                    (kind & kKindMask) <= static_cast<unsigned>(names::kLastPartKind);
  if (!sane) return damaged();
  // Near the end of the section, details are read from a copy, so that each need not be compared with it.
  char copy[kMostDetails] = {};
  const char* details = next;
  if (static_cast<std::size_t>(end - next) < kMostDetails) {
    std::memcpy(copy, next, static_cast<std::size_t>(end - next));
    details = copy;
  }
  const char* const first = details;
  if ((kind & kHasGroup) != 0) read.group = get<std::uint32_t>(details);
  for (std::uint8_t c = 0; c < classes; ++c) {
    read.classes[c] = get<std::uint16_t>(details);
    read.class_bits = static_cast<std::uint16_t>(read.class_bits | (1U << (names::class_of(read.classes[c]) % 16U)));
  }
  read.fold.size = (kind & kHasFold) != 0 ? get<std::uint8_t>(details) : read.latin.size;
  if ((kind & kHasNative) != 0) read.native.size = get<std::uint16_t>(details);
  if ((kind & kHasReadings) != 0) read.readings.size = get<std::uint8_t>(details);
  const std::size_t used = static_cast<std::size_t>(details - first);
  std::size_t size = read.latin.size;
  read.fold.at = (kind & kHasFold) != 0 ? read.latin.size : std::uint16_t{0};
  size += (kind & kHasFold) != 0 ? read.fold.size : 0U;
  const auto place = [&](names::Slice& slice) {
    slice.at = static_cast<std::uint16_t>(slice.size == 0 ? 0 : size);
    size += slice.size;
  };
  place(read.skeleton);
  place(read.native);
  place(read.readings);
  constexpr std::size_t kMostText = 4096;
  if (read.fold.size == 0 || size > kMostText || static_cast<std::size_t>(end - next) < used + size) {
    return damaged();
  }
  view.pool = next + used;
  return view;
}

void complete_part(const names::NameView& view, std::uint32_t letters, names::Part& part) {
  if (part.latin.size == 0) return;
  part.letters = letters;
  part.hash = names::form_hash(view.fold(part));
  part.reading_bits = part.readings.size == 0 ? names::reading_bit(view.fold(part))
                                              : names::reading_bits(view.fold(part), view.readings(part));
}

std::string_view packed_latin(std::string_view bytes, std::size_t at) {
  if (at > bytes.size() || bytes.size() - at < kHeadBytes) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  const unsigned kind = byte(2);
  const std::size_t classes = byte(7);
  if (classes > names::kMaxClasses) return {};
  const std::size_t details = ((kind & kHasGroup) != 0 ? 4U : 0U) + 2 * classes + ((kind & kHasFold) != 0 ? 1U : 0U) +
                              ((kind & kHasNative) != 0 ? 2U : 0U) + ((kind & kHasReadings) != 0 ? 1U : 0U);
  const std::size_t size = byte(5);
  if (bytes.size() - at - kHeadBytes < details + size) return {};
  return bytes.substr(at + kHeadBytes + details, size);
}

PackedHead packed_head(std::string_view bytes, std::size_t at) {
  PackedHead out;
  if (at > bytes.size() || bytes.size() - at < kHeadBytes) return out;
  std::memcpy(&out.weight, bytes.data() + at, sizeof out.weight);
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  out.kind = static_cast<names::PartKind>(byte(2) & kKindMask);
  out.flags = byte(3);
  out.frequency = byte(4);
  out.latin_bytes = byte(5);
  return out;
}

}  // namespace penumbra::index
