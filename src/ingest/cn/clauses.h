// Numbered clauses of announcements, and how others refer to them. Texts are those of page_lines(). Everything is
// linear in the text and safe from any thread.
#ifndef PENUMBRA_INGEST_CN_CLAUSES_H_
#define PENUMBRA_INGEST_CN_CLAUSES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/cn/announcement.h"

namespace penumbra::ingest::cn {

// The clauses that a text calls by number: "第二条", "第一、二项", "第一至三条", "第(一)项", "第一条第二款". Articles
// of a law named in front of them ("《...规定》第十条") do not count. Where every announcement of the text has clauses
// behind its number they are of that one, otherwise of all. What cannot be told ("附件第三项", a third level) has the
// number 0.
std::vector<ClauseRef> clause_refs(std::string_view text);

// The clauses that a reference means; empty: there is none, or more than one could be meant.
std::vector<AnnouncedClause> clauses_meant(const ClauseRef& ref, const std::vector<AnnouncedClause>& clauses);

struct InlineClause {
  std::uint64_t number = 0;
  std::string_view text;
};
// "(一)冻结...;(二)禁止..." within one text, counted from one without a gap; none: it has no such clauses.
std::vector<InlineClause> inline_clauses(std::string_view text);

// The pieces of a sentence that each make one change: "对于甲公告, 暂停第一项措施90天, 停止第二项措施" are two. Pieces
// without a change go with the one that they belong to; those that say what goes on are left out.
std::vector<std::string> changes_of(std::string_view sentence);

struct Exception {
  std::string_view text;  // what is excepted
  std::size_t begin = 0;  // of the whole turn in the text
  std::size_t end = 0;
};
// "除第二条外", "除...以外的".
std::optional<Exception> exception_in(std::string_view text);

}  // namespace penumbra::ingest::cn

#endif  // PENUMBRA_INGEST_CN_CLAUSES_H_
