// From raw values to properties, with the vocabulary watched.
#ifndef PENUMBRA_INGEST_MAPPING_H_
#define PENUMBRA_INGEST_MAPPING_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/reader.h"
#include "model/entity.h"
#include "model/finding.h"
#include "model/schema.h"

namespace penumbra::ingest {

// Bound of one value, in bytes. The longest real value seen is a remark of 9 kB; a megabyte in a name field is an
// attack or a broken file, and is refused with its place rather than cut.
inline constexpr std::size_t kMaxValueBytes = std::size_t{64} << 10;

// Bound of the values of one entity. The largest real ones have some 2,000; equal values are found by comparing, which
// must not become quadratic in a hostile file.
inline constexpr std::size_t kMaxValuesPerEntity = 8192;

// Where a value stands, as views: a SourcePosition is made of it only when there is something to report. Lives no
// longer than what it was made of.
struct Place {
  Place() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): places are given as they are known
  Place(const SourcePosition& position)
      : file(position.file),
        line(position.line),
        column(position.column),
        offset(position.offset),
        path(position.path) {}
  Place(std::string_view in_file, std::uint64_t on_line, std::uint64_t at_offset, std::string_view at_path = {})
      : file(in_file), line(on_line), offset(at_offset), path(at_path) {}
  operator SourcePosition() const;  // NOLINT(google-explicit-constructor): likewise

  std::string_view file;
  std::uint64_t line = 0;
  std::uint64_t column = 0;
  std::uint64_t offset = 0;
  // The path is PATH/INNER[@KEY=ID], without the parts that are empty.
  std::string_view path;
  std::string_view inner;
  std::string_view key;
  std::string_view id;
};

// Puts values into entities and reports what does not fit. One per run; not thread-safe.
class Mapping {
 public:
  explicit Mapping(model::FindingLog& log) : log_(log) {}

  // Adds a value to a property of the entity's schema, tidied (see tidy()). When the schema has no such property, the
  // value goes to `notes` as "label: value" and a finding says so. Returns whether the property itself took it.
  // Beyond kMaxValuesPerEntity values are left out with a finding of level kError.
  bool put(model::Entity& entity, std::string_view property, std::string_view text, const Place& position,
           std::string_view lang = {});
  // Adds free text to `notes`.
  void note(model::Entity& entity, std::string_view text);
  // Adds the code of a country that is given by name. Unknown names are a finding and go to `notes`.
  void put_country(model::Entity& entity, std::string_view property, std::string_view name, const Place& position);

  void report(model::FindingLevel level, std::string_view key, std::string_view message, const Place& position) {
    if (!log_.count_again(key, message)) log_.add(level, key, message, position);
  }
  model::FindingLog& log() { return log_; }

 private:
  // A property of a schema, as values carry it.
  struct Known {
    const model::Schema* schema = nullptr;
    model::Word property;
  };

  // Whether the entity can take one more value; reports when it cannot.
  bool has_room(const model::Entity& entity);
  // Nothing when the schema has no such property for values.
  const Known* property_of(std::string_view schema, std::string_view property);

  model::FindingLog& log_;
  std::array<Known, 64> known_;  // what was asked for last
};

// An Error with its place.
Error error_at(ErrorCode code, std::string message, const SourcePosition& position, std::string fix);

// "sdn.csv:12", the form in which Evidence names a record.
std::string record_place(std::string_view file, std::uint64_t line);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_MAPPING_H_
