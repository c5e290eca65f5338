// The outer form of every binary file of the store: named sections, each under a checksum. Layout:
// docs/design/store.md, "Container".
#ifndef PENUMBRA_STORE_CONTAINER_H_
#define PENUMBRA_STORE_CONTAINER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "penumbra/result.h"

namespace penumbra::store {

// What a container holds. Stored: never renumber.
enum class ContainerKind : std::uint32_t {
  kDataset = 1,
  kFindings = 2,
  kNames = 3,
  kLayers = 4,
  kQuarantine = 5,
  kReceipt = 6
};

// Puts sections together into the bytes of a file. Ids must rise from section to section.
class ContainerWriter {
 public:
  ContainerWriter(ContainerKind kind, std::uint32_t format) : kind_(kind), format_(format) {}

  void add(std::uint32_t id, std::string bytes) { sections_.push_back({id, std::move(bytes), {}}); }
  // The same of bytes that the caller keeps until finish(): large ones are copied once and not twice.
  void add_kept(std::uint32_t id, std::string_view bytes) { sections_.push_back({id, {}, bytes}); }
  std::string finish() &&;

 private:
  ContainerKind kind_;
  std::uint32_t format_;
  struct Section {
    std::uint32_t id = 0;
    std::string owned;      // either these bytes ...
    std::string_view kept;  // ... or those
    std::string_view bytes() const { return owned.empty() ? kept : std::string_view(owned); }
  };
  std::vector<Section> sections_;
};

// A checked view of a container. Exists only after every byte was accounted for: the header and each section match
// their checksums, padding is zero, nothing is left over. Views point into the bytes given, which must outlive it.
// Immutable, safe from any thread.
class ContainerView {
 public:
  // `file` names the place in errors. Formats from `oldest` (0: `format` itself) to `format` are read. kUnsupported for
  // others; kIntegrity for damage, naming the section, and
  // for bytes that are no container of this kind at all: to a store it is the same.
  // With `contents` false the checksums of header and table are compared, but not those of the sections: for files so
  // large that reading them through would cost more than the question, whose reader trusts no number in them.
  static Result<ContainerView> open(std::string_view bytes, ContainerKind kind, std::uint32_t format, std::string file,
                                    std::uint32_t oldest = 0, bool contents = true);

  // The bytes of a section; kIntegrity if there is none with this id.
  Result<std::string_view> section(std::uint32_t id) const;
  const std::string& file() const { return file_; }
  std::uint32_t format() const { return format_; }

 private:
  std::string file_;
  std::uint32_t format_ = 0;
  std::vector<std::pair<std::uint32_t, std::string_view>> sections_;
};

// An integrity error at a place of a stored file.
Error damaged(const std::string& file, std::string message, std::uint64_t offset = 0);

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_CONTAINER_H_
