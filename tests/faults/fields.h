// Where the fields of a file lie, whatever its format, so that each can be renamed, removed, doubled or overwritten.
#ifndef PENUMBRA_TESTS_FAULTS_FIELDS_H_
#define PENUMBRA_TESTS_FAULTS_FIELDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::testing {

// A stretch of the bytes of a file.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// One occurrence of a field: one member of one object, one attribute or element, one cell of a column.
struct Occurrence {
  std::vector<Span> names;  // the places of its name: two for an element with an end tag, one for the head of a column
  Span whole;               // what goes when it is removed, with the sign that parts it from the next one
  Span one;                 // the occurrence alone: what is put behind itself when it is doubled
  std::string before;       // what parts the second one from it
  Span value;               // its text, without quotation marks; empty when it has children
  bool leaf = true;
};

// A field with all its occurrences, in file order: "/properties/name" of JSON, "/list/party/@id" of XML, "column 3".
struct Field {
  std::string path;
  std::vector<Occurrence> places;
};

// The fields of a file in XML, JSON (also one object per line) or a table with a delimiter. The head of a table is the
// first of its first three rows with the most cells.
std::vector<Field> xml_fields(std::string_view bytes);
std::vector<Field> json_fields(std::string_view bytes);
std::vector<Field> table_fields(std::string_view bytes, bool has_head);

// The bytes with a field changed.
std::string renamed(std::string_view bytes, const Field& field);
std::string removed(std::string_view bytes, const Field& field);
// With a second occurrence behind each that holds another text; only where the field has a text of its own.
std::string doubled(std::string_view bytes, const Field& field, std::string_view text);
// With another text in each occurrence that has one; the bytes unchanged when none has.
std::string overwritten(std::string_view bytes, const Field& field, std::string_view text);

}  // namespace penumbra::testing

#endif  // PENUMBRA_TESTS_FAULTS_FIELDS_H_
