// The two parsers of XML have one word, and the thread that reads ahead changes nothing.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/told_xml.h"
#include "ingest/xml.h"
#include "ingest/xml_events.h"
#include "ingest/xml_expat.h"
#include "ingest/xml_scan.h"

namespace penumbra::ingest {
namespace {

bool is_r_or_nested(std::span<const std::string> path) {
  return path.back() == "r" || path.back() == "nested";
}

// Whether the scanner was sure; fails where it says anything that expat does not.
bool compare(const std::string& document, bool keep_blanks) {
  const InputFile input{"a.xml", document};
  ToldXml quick(is_r_or_nested);
  XmlRecords quick_records(quick, keep_blanks);
  const XmlScanEnd end = scan_xml(document, 0, quick_records, quick);
  ToldXml thorough(is_r_or_nested);
  XmlRecords thorough_records(thorough, keep_blanks);
  const Result<bool> whole = parse_with_expat(input, thorough_records);
  EXPECT_EQ(quick.events.size(), quick_records.told());
  if (end == XmlScanEnd::kDone) {
    EXPECT_TRUE(whole.ok()) << document << "\n" << (whole.ok() ? "" : to_string(whole.error()));
    EXPECT_EQ(quick.events, thorough.events) << document;
  } else {
    EXPECT_LE(quick.events.size(), thorough.events.size()) << document;
    thorough.events.resize(std::min(quick.events.size(), thorough.events.size()));
    EXPECT_EQ(quick.events, thorough.events) << document;
  }
  return end == XmlScanEnd::kDone;
}

const std::vector<std::string>& documents() {
  static const std::vector<std::string> all = {
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone='yes'?>\r\n<!-- a - b --><?make it so?>\n"
      "<l:list xmlns:l=\"http://example.org/l\" xmlns=\"http://example.org/d\" date=\"2020-01-02\">\n"
      "  <head a='1' b = \"2\"/>\n"
      "  <r id=\"1\" l:kind=\"a&amp;b &#x416;&#1078;\" xml:lang=\"en\">\n"
      "    <name>Ivan &lt;the \xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD&gt; &quot;Y&apos;</name>\n"
      "    <empty/><empty></empty >\n"
      "    <l:mixed> before <b>bold</b> between <!-- no --> after\r\n and on\r </l:mixed>\n"
      "    <![CDATA[ raw <x> & ]] ]>\r\n]]>\n"
      "  </r>\n"
      "  <group><nested n=\"a\tb\nc\">text</nested><r/></group>\n"
      "</l:list>\n<!-- end -->\n",
      "<list><r><a>1</a><a>2</a></r>\n<r>  </r><r>]]x]&#13;&#32;</r></list>",
      "<list/>",
      "<list><r><a x='\"' y=\"'\">a>b</a></r></list>",
      "<l:list xmlns:l='u'><r xmlns:m='v' xmlns='w' m:a='1' l:b='2'><m:x/><l:y xmlns:m='z' m:c='3'/><y m:c='4'/></r>\n"
      "<r><l:x/></r><group xmlns:n='u'><n:nested n:d='5'/></group></l:list>",
      "<list><r><a>Consul\tat\t\tlarge, formerly elsewhere</a>\t<b>\tc</b></r></list>",
  };
  return all;
}

TEST(XmlScan, ReadsPlainDocumentsToTheirEnd) {
  for (const std::string& document : documents()) {
    EXPECT_TRUE(compare(document, false)) << document;
    EXPECT_TRUE(compare(document, true)) << document;
  }
}

TEST(XmlScan, LeavesTheRestToExpat) {
  for (const std::string body : {"<r>&nbsp;</r>",
                                 "<r a='1' a='2'/>",
                                 "<r a='<'/>",
                                 "<r x:a='1'/>",
                                 "<x:r/>",
                                 "<r xmlns:p='u'/><p:r/>",
                                 "<r xmlns:p='u'><a p:b='1'/></r><r><a p:b='1'/></r>",
                                 "<r xmlns:p='u' xmlns:p='v'/>",
                                 "<r xmlns='u' xmlns='v'/>",
                                 "<r xmlns:p='u' xmlns:q='u' p:a='1' q:a='2'/>",
                                 "<r xmlns=''/>",
                                 "<r xmlns:xml='u'/>",
                                 "<r>]]></r>",
                                 "<r>\x01</r>",
                                 "<r>\xEF\xBF\xBF</r>",
                                 "<r>\xC3</r>",
                                 "<r>&#0;</r>",
                                 "<r>&#xD800;</r>",
                                 "<r>&#x110000;</r>",
                                 "<r>&#;</r>",
                                 "<r><b></r></b>",
                                 "<r",
                                 "<r>",
                                 "<r a=1/>",
                                 "<r a='1'b='2'/>",
                                 "<\xD1\x8F/>",
                                 "<r a\xD1\x8F='1'/>",
                                 "<!-- a -- b --><r/>",
                                 "<?xml version='1.0'?><r/>",
                                 "<?XML?><r/>",
                                 "<!DOCTYPE a><r/>",
                                 "<r></rr>",
                                 "<r></ r>",
                                 "< r/>",
                                 "<r/ >",
                                 "<r xmlns:p=''/>",
                                 "<a:b:c/>",
                                 "<r>&amp</r>",
                                 "<r><![CDATA[x]]</r>",
                                 "<r>&#99999999999;</r>"}) {
    EXPECT_FALSE(compare("<list>" + body + "</list>", false)) << body;
  }
  for (const std::string document :
       {"", " ", "<list>", "<list></list><list/>", "<list/>x", "text", "<?xml version='1.1'?><list/>",
        "<?xml version='1.0' encoding='8bit'?><list/>", "<?xml encoding='UTF-8' version='1.0'?><list/>",
        "<?xml version='1.0' standalone='maybe'?><list/>", " <?xml version='1.0'?><list/>", "<!DOCTYPE list><list/>",
        "<list xmlns:xml='u'/>", "<list xmlns:a='http://www.w3.org/XML/1998/namespace'/>", "<xmlns:list/>",
        "<list xmlns='a' xmlns='b'/>", "<list xmlns:a='u&#10;v' a:b=''/>"}) {
    EXPECT_FALSE(compare(document, false)) << document;
  }
}

TEST(XmlScan, NeverSaysWhatExpatDoesNot) {
  const std::vector<std::string> pieces = {"<",         ">",         "&",
                                           "'",         "\"",        "/",
                                           "=",         "]]>",       "<![CDATA[",
                                           "<!--",      "--",        "-->",
                                           "<?",        "?>",        "\r",
                                           "\r\n",      "\n",        "\t",
                                           " ",         "\x02",      ":",
                                           "xml",       "xmlns",     "xmlns:a=\"u\"",
                                           "</",        "/>",        "&amp;",
                                           "&#9;",      "&#xA",      ";",
                                           "\xD0\x98",  "\xD0",      "\xEF\xBF\xBE",
                                           "<r>",       "</r>",      "<a b='c'>",
                                           "]",         "!",         "<l:r>",
                                           "l:",        "0",         "<!D",
                                           " id=\"1\"", "a:b=\"2\"", "\x7F",
                                           "\xC2\x85"};
  std::mt19937 random(20261123);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same documents every time
  const auto below = [&random](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  std::size_t sure = 0;
  for (int round = 0; round < 20000 && !::testing::Test::HasFailure(); ++round) {
    std::string document = documents()[below(documents().size())];
    for (std::size_t change = 1 + below(3); change > 0; --change) {
      const std::size_t at = below(document.size() + 1);
      switch (below(4)) {
        case 0:
          document.insert(at, pieces[below(pieces.size())]);
          break;
        case 1:
          document.erase(at, 1 + below(4));
          break;
        case 2:
          document.insert(at, document.substr(below(document.size()), below(30)));
          break;
        default:
          if (at < document.size()) document[at] = static_cast<char>(below(256));
      }
      if (document.empty()) document = "<";
    }
    sure += compare(document, (round & 1) != 0) ? 1U : 0U;
  }
  EXPECT_GT(sure, 1000U);
}

// Counts records; fails at one of them.
class Counter final : public XmlHandler {
 public:
  explicit Counter(std::size_t fails_at = 0) : fails_at_(fails_at) {}
  Status root(const XmlNode& element, std::string_view /*xml_namespace*/) override {
    print_xml(element, told);
    return {};
  }
  bool is_record(std::span<const std::string> path) override { return path.back() == "r"; }
  Status record(std::span<const std::string> path, const XmlNode& node) override {
    told += path_text(path);
    print_xml(node, told);
    if (++records == fails_at_) return Error{ErrorCode::kUnexpectedStructure, "enough", {}, ""};
    return {};
  }
  Status outside(std::span<const std::string> path, const XmlNode& element) override {
    told += path_text(path);
    print_xml(element, told);
    return {};
  }
  std::string told;
  std::size_t records = 0;

 private:
  std::size_t fails_at_;
};

std::string long_document(std::string_view end) {
  std::string out = "<list a='1'>\n";
  for (int i = 0; i < 5000; ++i) {
    if (i % 1000 == 0) out += "<part n='" + std::to_string(i) + "'/>\n";
    out += "<r id='" + std::to_string(i) + "'><name>Party &amp; " + std::to_string(i) + "</name></r>\n";
  }
  return out.append(end);
}

Status read_either_way(const std::string& document, bool ahead, XmlHandler& handler) {
  const InputFile input{"a.xml", document};
  const XmlParse parse = [&](XmlEvents& events) -> Result<bool> {
    XmlRecords records(events, false);
    return parse_with_expat(input, records);
  };
  return ahead ? read_ahead(handler, parse) : read_at_once(handler, parse);
}

TEST(XmlEvents, AheadAndAtOnceAreTheSame) {
  for (const std::string_view end : {"</list>", "", "</lost>"}) {
    for (const std::size_t fails_at : {0UL, 1UL, 2500UL, 5000UL}) {
      const std::string document = long_document(end);
      Counter once(fails_at);
      Counter ahead(fails_at);
      const Status first = read_either_way(document, false, once);
      const Status second = read_either_way(document, true, ahead);
      ASSERT_EQ(first.ok(), second.ok());
      if (!first.ok()) {
        EXPECT_EQ(to_string(first.error()), to_string(second.error()));
      }
      EXPECT_EQ(once.records, fails_at == 0 ? 5000U : fails_at);
      EXPECT_EQ(once.told, ahead.told);
    }
  }
}

TEST(XmlEvents, LongDocumentsSayWhereTheyAreWrong) {
  std::string document = long_document("");
  document += std::string(std::size_t{2} << 20, ' ') + "\n<r><name>&unknown;</name></r></list>";
  Counter counter;
  const Status status = read_xml({"a.xml", document}, counter);
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kSyntax);
  EXPECT_EQ(status.error().position.line, 5008U);
  EXPECT_EQ(counter.records, 5000U);
}

TEST(XmlEvents, AReaderThatThrowsEndsTheParser) {
  class Thrower final : public XmlHandler {
   public:
    Status root(const XmlNode& /*element*/, std::string_view /*xml_namespace*/) override { throw std::bad_alloc(); }
    bool is_record(std::span<const std::string> /*path*/) override { return true; }
    Status record(std::span<const std::string> /*path*/, const XmlNode& /*node*/) override { return {}; }
    Status outside(std::span<const std::string> /*path*/, const XmlNode& /*element*/) override { return {}; }
  };
  Thrower thrower;
  EXPECT_THROW(static_cast<void>(read_either_way(long_document("</list>"), true, thrower)), std::bad_alloc);
  Counter counter;
  EXPECT_THROW(
      static_cast<void>(read_ahead(counter, [](XmlEvents& /*events*/) -> Result<bool> { throw std::bad_alloc(); })),
      std::bad_alloc);
}

TEST(XmlArena, CopiesOutliveWhatTheyWereMadeOf) {
  XmlArena arena;
  XmlNode copy;
  {
    XmlArena other;
    XmlTree tree{"a", {{"b", "c"}}, "text", {{"child", {}, std::string(100'000, 'x'), {}, 3, 4}}, 1, 2};
    copy = arena.copy(node_of(tree, other));
  }
  std::string told;
  print_xml(copy, told);
  EXPECT_EQ(told, "<a@1:2 b='c'>text<child@3:4>" + std::string(100'000, 'x') + "</></>");
  arena.clear();
  EXPECT_EQ(arena.bytes(), 0U);
}

}  // namespace
}  // namespace penumbra::ingest
