// Arbitrary bytes as XML: the quick scanner tells nothing that expat does not tell, and reads nothing that expat
// refuses.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/xml_events.h"
#include "ingest/xml_expat.h"
#include "ingest/xml_scan.h"

namespace {

using namespace penumbra::ingest;

void print(const XmlNode& node, std::string& out) {
  out += "<" + std::string(node.name) + "@" + std::to_string(node.line) + ":" + std::to_string(node.offset);
  for (const auto& [name, value] : node.attributes) out += " " + std::string(name) + "='" + std::string(value) + "'";
  out += ">" + std::string(node.text);
  for (const XmlNode& child : node.children) print(child, out);
  out += "</>";
}

// Elements of the second level are records, but for those with a name of one letter.
class Told final : public XmlEvents {
 public:
  bool root(const XmlNode& element, std::string_view xml_namespace) override {
    return tell("root " + std::string(xml_namespace), element);
  }
  bool is_record(std::span<const std::string> path) override { return path.size() > 2 || path.back().size() > 1; }
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
    print(node, what);
    events.push_back(std::move(what));
    return true;
  }
  XmlArena arena_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("\xEF\xBB\xBF")) return 0;
  for (const bool keep_blanks : {false, true}) {
    Told quick;
    XmlRecords quick_records(quick, keep_blanks);
    const XmlScanEnd end = scan_xml(bytes, 0, quick_records, quick);
    Told thorough;
    XmlRecords thorough_records(thorough, keep_blanks);
    const bool sound = parse_with_expat({"fuzz.xml", bytes}, thorough_records).ok();
    if (end == XmlScanEnd::kDone && (!sound || quick.events != thorough.events)) std::abort();
    if (quick.events.size() > thorough.events.size()) std::abort();
    for (std::size_t i = 0; i < quick.events.size(); ++i) {
      if (quick.events[i] != thorough.events[i]) std::abort();
    }
  }
  return 0;
}
