// What a parser of XML tells, as texts to compare.
#ifndef PENUMBRA_TESTS_INGEST_TOLD_XML_H_
#define PENUMBRA_TESTS_INGEST_TOLD_XML_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/xml_events.h"

namespace penumbra::ingest {

// The node with all below it, its place included.
inline void print_xml(const XmlNode& node, std::string& out) {
  out += "<" + std::string(node.name) + "@" + std::to_string(node.line) + ":" + std::to_string(node.offset);
  for (const auto& [name, value] : node.attributes) out += " " + std::string(name) + "='" + std::string(value) + "'";
  out += ">" + std::string(node.text);
  for (const XmlNode& child : node.children) print_xml(child, out);
  out += "</>";
}

class ToldXml final : public XmlEvents {
 public:
  using IsRecord = bool (*)(std::span<const std::string> path);
  // Stops the parser after `enough` events.
  explicit ToldXml(IsRecord are_records, std::size_t enough = std::string::npos)
      : is_record_(are_records), enough_(enough) {}
  bool root(const XmlNode& element, std::string_view xml_namespace) override {
    return tell("root {" + std::string(xml_namespace) + "}", element);
  }
  bool is_record(std::span<const std::string> path) override { return is_record_(path); }
  bool outside(std::span<const std::string> path, const XmlNode& element) override {
    return tell("outside " + path_text(path), element);
  }
  bool record(std::span<const std::string> path, const XmlNode& node) override {
    const bool go_on = tell("record " + path_text(path), node);
    arena_.clear();
    return go_on;
  }
  XmlArena& arena() override { return arena_; }

  std::vector<std::string> events;

 private:
  bool tell(std::string what, const XmlNode& node) {
    print_xml(node, what);
    events.push_back(std::move(what));
    return events.size() < enough_;
  }

  IsRecord is_record_;
  std::size_t enough_;
  XmlArena arena_;
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_TESTS_INGEST_TOLD_XML_H_
