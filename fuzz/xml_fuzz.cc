// Arbitrary bytes as XML: the quick scanner tells nothing that expat does not tell, and reads nothing that expat
// refuses.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "ingest/told_xml.h"
#include "ingest/xml_expat.h"
#include "ingest/xml_scan.h"

namespace {

using namespace penumbra::ingest;

// Elements of the second level are records, but for those with a name of one letter.
bool is_record(std::span<const std::string> path) {
  return path.size() > 2 || path.back().size() > 1;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("\xEF\xBB\xBF")) return 0;
  for (const bool keep_blanks : {false, true}) {
    ToldXml quick(is_record);
    XmlRecords quick_records(quick, keep_blanks);
    const XmlScanEnd end = scan_xml(bytes, 0, quick_records, quick);
    ToldXml thorough(is_record);
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
