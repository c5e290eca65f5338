// FollowTheMoney JSON, lines or one array, as raw records. Reading only; the mapper decides what a record means.
#ifndef PENUMBRA_INGEST_FTM_RECORDS_H_
#define PENUMBRA_INGEST_FTM_RECORDS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string_view>

#include "ingest/json_tree.h"
#include "ingest/reader.h"
#include "ingest/record_memory.h"

namespace penumbra::ingest::ftm {

// Entities inside entities inside entities: published files go three deep.
inline constexpr int kMaxNesting = 16;

// What OpenSanctions writes beside id, schema and properties, and other programs leave out.
inline constexpr std::array<std::string_view, 7> kOptionalMembers = {"caption",    "datasets",  "referents",  "target",
                                                                     "first_seen", "last_seen", "last_change"};

// All texts are views of the file or of memory that is given back with the record; who keeps one makes it kept().
using RawTexts = JsonItems<std::string_view>;

struct RawEntity;

struct RawProperty {
  std::string_view name;
  RawTexts values;  // its texts, and behind them the ids of `nested`
  JsonItems<RawEntity> nested;

  // Those of the values that stand here themselves.
  RawTexts texts() const { return {values.begin(), values.size() - nested.size()}; }
};

struct RawLanguage {
  std::string_view property;
  std::string_view text;
  std::string_view lang;
};

struct RawExtra {
  std::string_view name;
  std::string_view text;
};

// One object with "id", "schema" and "properties". Plain value.
struct RawEntity {
  std::string_view id;
  std::string_view schema;
  JsonItems<RawProperty> properties;
  RawTexts datasets;
  RawTexts referents;
  std::string_view first_seen;
  JsonItems<RawExtra> extras;  // members of "penumbra"; of several with one name the last one holds
  JsonItems<RawLanguage> languages;
  RawTexts unknown_members;   // members of the object that no published form has
  std::string_view repeated;  // a member or property that stands twice in the object; "" when none does
  RawTexts odd_members;       // members that are read past and do not hold what they should
  std::uint8_t members = 0;   // which of kOptionalMembers the object has, by bit
  std::uint64_t line = 0;
  std::string_view op;  // of a delta file: "ADD", "MOD", "DEL"; "" in a file of entities

  const RawProperty* find(std::string_view name) const;
  // The text of a member of "penumbra", or "".
  std::string_view extra(std::string_view name) const;
  bool has_extra(std::string_view name) const;
};

// A copy that lasts as long as the arena: its texts, and of nested entities the ids alone.
RawEntity kept(const RawEntity& raw, RecordArena& arena);

// Whether the file is one JSON array of entities, rather than one entity per line.
bool is_array(const InputFile& input);

// The lines of a part of a file: those that begin at or behind `from` and end before `to`. Of an array, the objects
// from the one that begins at `from` (0: from the first one on) up to the one that begins at `to`; where none begins
// there, all up to the end.
struct LinePart {
  std::size_t from = 0;
  std::size_t to = std::string_view::npos;
  std::uint64_t lines_before = 0;
  bool* met = nullptr;  // set to whether the part ended at `to`
};

// Reads one JSON object per line, or those of one array in any layout, and hands each over; what it holds is gone when
// `use` returns. Errors: kSyntax (no JSON, with line and column), kLimit (nesting, size or number of values or of
// nested entities beyond the bounds), kUnexpectedStructure (no object; an array in a line; something behind the array;
// an operation that no delta file has). A last line that is cut, and an array that does not end, are kSyntax and say
// so. Linear; holds one object at a time. `passed` is called every few megabytes with the offset that was reached.
Status read_lines(const InputFile& input, const std::function<Status(const RawEntity&)>& use,
                  const std::function<void(std::size_t)>& passed = {}, const LinePart& part = {});

// Takes what a first look at the lines finds, nested entities before those that they stand in: the order in which
// Mapper::add() takes them.
class SketchSink {
 public:
  virtual ~SketchSink() = default;
  // An entity with id and schema. Returns whether document() is to have it in full.
  virtual bool entity(std::string_view id, std::string_view schema) = 0;
  virtual Status document(const RawEntity& raw) = 0;
  // A former id of the entity whose line, or whose object in an array, begins at `offset`.
  virtual void referent(std::string_view former, std::size_t offset) = 0;
};
// Looks at every line as read_lines() does, with the same errors, and without making records of them. kUnsupported for
// a line of changes. `passed` is called every few megabytes with the offset that was reached.
Status sketch_lines(const InputFile& input, SketchSink& use, const std::function<void(std::size_t)>& passed);
// Whether the first line that is none of white space is one of changes (an operation and no schema).
bool is_delta(const InputFile& input);
// Hands over the line, or the object of an array, that begins at an offset, read again.
Status read_line_at(const InputFile& input, std::size_t offset, const std::function<void(const RawEntity&)>& use);

}  // namespace penumbra::ingest::ftm

#endif  // PENUMBRA_INGEST_FTM_RECORDS_H_
