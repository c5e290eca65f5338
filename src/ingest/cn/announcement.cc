// The announcements are running text of a few fixed turns. Each line is asked what it is, in an order in which nothing
// can be taken for something else: title, foot, annex heading, party, clause, paragraph. What answers to nothing is
// told.
#include "ingest/cn/announcement.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/lists_cn_measures.h"
#include "ingest/cn/words.h"
#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

using namespace cn;

// Turns with which clauses end or that say how the measures are carried out; they hold no party and no measure.
constexpr std::array<std::string_view, 9> kFormal = {"提出申请", "正式实施", "起施行",   "起实施",  "起生效",
                                                     "立即停止", "现予公告", "特此公告", "不得违反"};
// Who signs.
constexpr std::array<std::string_view, 8> kSigners = {
    "商务部",   "中华人民共和国商务部",   "外交部",     "中华人民共和国外交部",
    "海关总署", "不可靠实体清单工作机制", "国家安全部", "国务院台湾事务办公室"};
// From here on it is the foot of the page.
constexpr std::array<std::string_view, 16> kFoot = {
    "主办单位", "版权所有", "网站地图", "ICP备",    "公网安备", "网站标识码", "在线办事",  "上一篇",
    "下一篇",   "相关链接", "相关阅读", "返回顶部", "扫一扫",   "联系我们",   "Copyright", "网站管理"};
// Of the frame around the text.
constexpr std::array<std::string_view, 18> kFrame = {
    "打印",     "分享",     "字号",     "来源:",    "类型:",    "当前位置", "首页", "【字体",   "关闭",
    "浏览次数", "发布单位", "信息来源", "文章类型", "内容分类", "保存",     "收藏", "责任编辑", "主题分类"};
constexpr std::array<std::string_view, 7> kBodies = {"企业", "公司", "机构", "实体", "组织", "大学", "单位"};
constexpr std::array<std::string_view, 4> kPersons = {"人员", "个人", "高管", "人士"};

struct MeasureRow {
  std::vector<std::string_view> words;
  std::string_view subject;
  std::string_view measure;
};

const std::vector<MeasureRow>& measure_rows() {
  static const std::vector<MeasureRow> rows = [] {
    std::vector<MeasureRow> out;
    base::for_each_table_row(embedded::lists_cn_measures(), 4, [&out](const std::vector<std::string_view>& row) {
      out.push_back({split(row[0], "|"), row[1], row[2]});
    });
    return out;
  }();
  return rows;
}

class Parser {
 public:
  Parser(const std::vector<PageLine>& lines, const std::string& file, model::FindingLog& findings)
      : lines_(lines), file_(file), mapping_(findings) {}

  Result<Announcement> run() {
    const std::size_t title = title_line(lines_);
    if (title == lines_.size()) return error("this is no announcement about parties", "Give the page itself", 0);
    out_.line = lines_[title].line;
    for (std::size_t i = 0; i < title; ++i) frame_day(lines_[i].text);
    for (std::size_t i = title; i < lines_.size(); ++i) PENUMBRA_RETURN_IF_ERROR(take(lines_[i]));
    PENUMBRA_RETURN_IF_ERROR(finish());
    return std::move(out_);
  }

 private:
  Error error(std::string message, std::string fix, std::uint64_t line) const {
    return error_at(ErrorCode::kUnexpectedStructure, std::move(message), {.file = file_, .line = line}, std::move(fix));
  }
  void report(model::FindingLevel level, std::string_view key, const std::string& what, const PageLine& line) {
    mapping_.report(level, key, what + ": \"" + shown(line.text, 120) + "\"",
                    SourcePosition{.file = file_, .line = line.line});
  }

  // A day in the frame of the page ("2025-04-04 13:00", "发布日期: 2025年4月4日"): when it was put there.
  void frame_day(std::string_view text) {
    if (framed_) return;
    if (const auto days = days_in(text); days.size() == 1 && text.size() < 120) framed_ = days.front().day;
  }

  Status take(const PageLine& line) {
    const std::string_view text = line.text;
    if (foot_) {
      if (party_number(text) && latin_in_brackets(text)) {
        report(model::FindingLevel::kWarning, "unread-line", "a line behind the end looks like a party", line);
      }
      return {};
    }
    if (text.size() < 200 && contains_any(text, kFoot)) {
      foot_ = true;
      return {};
    }
    if (text.starts_with("【") || (text.size() < 100 && starts_with_any(text, kFrame))) return label(line);
    const bool bracket = text.starts_with('(') && text.ends_with(')');
    const auto days = days_in(text);
    if (days.size() == 1 && days.front().size + (bracket ? 2 : 0) == stripped(text).size()) {
      // The day above an annex is that of the announcement or of the annex alone.
      if (!signed_) signed_ = days.front().day;
      return {};
    }
    if (bracket && !annex_ && parties_of_annex_ == 0) return enacted(line);
    if (!decided_ && !annex_ && is_title(text)) return title(line);
    if (std::find(kSigners.begin(), kSigners.end(), text) != kSigners.end() || text.starts_with("部长")) return {};
    if (is_annex_heading(text)) {
      annex_ = decided_;
      open_ = nullptr;
      restart_ = true;
      return {};
    }
    if (group_heading(text)) return {};
    if (const auto number = party_number(text); number && (annex_ || decided_)) return party(line, *number);
    if (annex_ && party_detail(line)) return {};
    if (clause_number(text)) return clause(line);
    if (annex_) {
      report(model::FindingLevel::kWarning, "unread-line", "a line of the annex was not understood", line);
      return {};
    }
    return paragraph(line);
  }

  // "【发布日期】2025年4月4日", "来源: ...".
  Status label(const PageLine& line) {
    const bool of_publication = line.text.find("日期") != std::string::npos;
    const auto days = days_in(line.text);
    if (of_publication && days.size() == 1) {
      stated_day_ = days.front().day;
    } else {
      frame_day(line.text);
    }
    if (line.text.find("文号") != std::string::npos) number(line.text);
    return {};
  }

  void number(std::string_view text) {
    const auto numbers = numbers_in(text);
    if (numbers.empty() || out_.number != 0) return;
    out_.year = numbers.front().year;
    out_.number = numbers.front().number;
    out_.number_text = std::string(trim(text.substr(0, numbers.front().end)));
    if (const std::size_t label = out_.number_text.find("】"); label != std::string::npos)
      out_.number_text.erase(0, label + std::string_view("】").size());
  }

  Status title(const PageLine& line) {
    number(line.text);
    if (out_.title.find(line.text) == std::string::npos) out_.title += (out_.title.empty() ? "" : " ") + line.text;
    return {};
  }

  // "(2024年5月22日中华人民共和国外交部令第7号公布, 自2024年5月22日起施行)".
  Status enacted(const PageLine& line) {
    const auto days = days_in(line.text);
    if (days.empty()) return paragraph(line);
    if (!stated_day_) stated_day_ = days.front().day;
    if (days.size() > 1 && line.text.find("起施行") != std::string::npos) effective_ = days.back().day;
    const auto numbers = numbers_in(line.text);
    if (out_.number == 0 && !numbers.empty()) {
      number(line.text);
      // An order has no year in its number: it is that of its day.
      if (out_.year == 0) out_.year = days.front().day.year();
      out_.number_text.erase(0, days.front().at + days.front().size);
    }
    return {};
  }

  static bool is_annex_heading(std::string_view text) {
    if (text.starts_with("附件") && text.size() < 120) return true;
    std::string_view name = text;
    if (const std::size_t bracket = name.find('('); bracket != std::string_view::npos && bracket > 0)
      name = trim(name.substr(0, bracket));
    return name.size() < 60 && (name.ends_with("名单") || name.ends_with("清单")) &&
           (list_in(name) != nullptr || name.find("反制清单") != std::string_view::npos);
  }

  // "一、企业", "(二)高级管理人员", "企业(12家)": which parties follow.
  bool group_heading(std::string_view text) {
    if (!decided_ || (!annex_ && parties_of_annex_ == 0 && !clause_number(text))) return false;
    if (text.size() > 75 || text.find("。") != std::string_view::npos || text.find(';') != std::string_view::npos ||
        party_number(text) || latin_in_brackets(text) ||
        contains_any(text, std::array<std::string_view, 4>{"禁止", "冻结", "不予", "不准"})) {
      return false;
    }
    const bool persons = contains_any(text, kPersons);
    if (!annex_ || (!persons && !contains_any(text, kBodies))) return false;
    if (text.find(':') != std::string_view::npos && !text.ends_with(":")) return false;    // a detail of a party
    if (!clause_number(text) && open_ != nullptr && open_->chinese.empty()) return false;  // a name in a cell
    if (!clause_number(text) && !persons && !text.ends_with("企业") && !text.ends_with("机构") &&
        !text.ends_with(":") && !text.ends_with("家)"))
      return false;
    persons_ = persons;
    restart_ = true;
    open_ = nullptr;
    return true;
  }

  Status party(const PageLine& line, const NumberedText& numbered) {
    const bool first = numbered.number == 1 && (restart_ || last_number_ == 0);
    if (!first && numbered.number != last_number_ + 1) {
      return error("party " + std::to_string(numbered.number) + " stands where " + std::to_string(last_number_ + 1) +
                       " was expected",
                   "Save the whole page again; its parties are numbered", line.line);
    }
    restart_ = false;
    last_number_ = numbered.number;
    AnnouncedParty party = party_of(numbered.text, persons_);
    party.line = line.line;
    party.number = numbered.number;
    out_.parties.push_back(std::move(party));
    open_ = &out_.parties.back();
    ++parties_of_annex_;
    return {};
  }

  // What stands below a party's name: "地址: ...", "邮编: ...", a cell of a table.
  bool party_detail(const PageLine& line) {
    if (open_ == nullptr) return false;
    const std::string_view text = line.text;
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos && colon <= 30) {
      const std::string_view label = trim(text.substr(0, colon));
      const std::string value(trim(text.substr(colon + 1)));
      if (value.empty()) return true;
      if (label == "地址" || label == "所在地" || label == "注册地址") {
        open_->addresses.push_back(value);
      } else if (label == "别名" || label == "又名" || label == "曾用名" || label == "简称" || label == "英文名") {
        for (const std::string_view name : split(value, "、")) open_->aliases.emplace_back(trim(name));
      } else if (label == "职务") {
        open_->position = value;
      } else if (label == "邮编" || label == "邮政编码" || label == "网址" || label == "电话" || label == "传真" ||
                 label == "注册号" || label == "国别" || label == "国籍") {
        open_->details.push_back(std::string(label) + ": " + value);
      } else {
        return false;
      }
      return true;
    }
    // Cells of a table: the Chinese name, then the other one.
    if (open_->chinese.empty() && open_->latin.empty()) {
      AnnouncedParty named = party_of(text, persons_);
      named.line = open_->line;
      named.number = open_->number;
      *open_ = std::move(named);
      return true;
    }
    if (open_->latin.empty() && !has_han(text)) {
      open_->latin = text;
      return true;
    }
    return false;
  }

  void measures_in(std::string_view text, bool bodies, bool persons, bool& known) {
    for (const MeasureRow& row : measure_rows()) {
      const bool found = std::any_of(row.words.begin(), row.words.end(),
                                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
      if (!found) continue;
      known = true;
      if (row.measure.empty()) continue;
      const bool for_persons = persons && row.subject != "body";
      const bool for_bodies = bodies && row.subject != "person";
      if (for_persons || for_bodies) out_.measures.push_back({std::string(row.measure), for_persons, for_bodies});
    }
  }

  // "一、禁止上述企业从事与中国有关的进出口活动;"
  Status clause(const PageLine& line) {
    const std::string_view text = trim(std::string_view(line.text).substr(*clause_number(line.text)));
    bool known = decide(line, text);
    bool bodies = true;
    bool persons = true;
    if (text.starts_with("对")) {
      std::size_t verb = text.size();
      for (const std::string_view word : {"冻结", "禁止", "不予", "不准", "采取"})
        verb = std::min(verb, text.find(word));
      const std::string_view subject = text.substr(0, verb);
      // The last word says who they are: managers of enterprises are people.
      const std::size_t person = last_of(subject, kPersons);
      const std::size_t body = last_of(subject, kBodies);
      if (person != std::string_view::npos || body != std::string_view::npos) {
        persons = person != std::string_view::npos && (body == std::string_view::npos || person > body);
        bodies = !persons;
      }
      if (const auto stated = stated_count(subject)) (persons ? stated_persons_ : stated_bodies_) = stated;
      if (out_.parties.empty()) prose_from(line, subject.substr(std::string_view("对").size()), persons);
    }
    measures_in(text, bodies, persons, known);
    starts_in(text);
    known = known || contains_any(text, kFormal);
    if (!known) report(model::FindingLevel::kWarning, "unread-clause", "a clause was not understood", line);
    return {};
  }

  // "自公布之日起实施", "自2025年1月2日起施行".
  void starts_in(std::string_view text) {
    const bool own = text.find("本公告") != std::string_view::npos || text.find("本决定") != std::string_view::npos;
    if (!own) return;
    if (const auto from = starts_at(text)) effective_ = from;
  }

  Status paragraph(const PageLine& line) {
    bool known = decide(line, line.text);
    starts_in(line.text);
    known = known || contains_any(line.text, kFormal);
    if (!known) report(model::FindingLevel::kNote, "prose", "a paragraph holds no party and no measure", line);
    return {};
  }

  // What a paragraph or clause decides, if it does.
  bool decide(const PageLine& line, std::string_view text) {
    if (const auto from = starts_at(text)) change_from_ = from;
    if (changes_in(line, text)) {
      decided_ = true;
      return true;
    }
    const RegistryWord* list = list_in(text);
    const bool adds =
        list != nullptr &&
        (text.find("列入") != std::string_view::npos || text.find("采取反制措施") != std::string_view::npos ||
         text.find("采取以下反制措施") != std::string_view::npos || text.find("实施制裁") != std::string_view::npos);
    const bool decides = text.find("决定") != std::string_view::npos || text.find("公布") != std::string_view::npos;
    if (!adds || !decides) return false;
    decided_ = true;
    if (out_.list.empty()) out_.list = list->key;
    if (out_.reason.empty()) out_.reason = std::string(line.text);
    for (std::string& title : titles_in(text)) {
      if (std::find(out_.basis.begin(), out_.basis.end(), title) == out_.basis.end())
        out_.basis.push_back(std::move(title));
    }
    bool known = true;
    // Measures in the same paragraph; clauses say them anew where there are any.
    if (const std::size_t at = text.find("列入"); at != std::string_view::npos)
      measures_in(text.substr(at), true, true, known);
    if (text.find("措施包括") != std::string_view::npos) measures_in(text, true, true, known);
    if (!stated_bodies_) stated_bodies_ = stated_count(text);
    prose_from(line, deciding_part(text), false);
    return true;
  }

  // Parties that a paragraph names itself: "将甲公司(Alpha Inc.)、乙公司(Beta LLC)列入...".
  void prose_from(const PageLine& line, std::string_view part, bool persons) {
    if (!prose_.empty() || !latin_in_brackets(part)) return;
    prose_ = parties_in(part, persons, stated_count(part));
    for (AnnouncedParty& party : prose_) party.line = line.line;
  }

  // Which of the measures a clause is about. A part that is not understood leaves the listing as it is: it is safer to
  // ask once too often.
  void part_in(const PageLine& line, std::string_view sentence, AnnouncedChange& change) {
    for (const MeasureRow& row : measure_rows()) {
      const bool found = std::any_of(row.words.begin(), row.words.end(), [&](std::string_view word) {
        return sentence.find(word) != std::string_view::npos;
      });
      if (found) change.part.emplace_back(row.measure);
    }
    change.unread_part = change.part.empty() && names_part(sentence);
    if (!change.unread_part) return;
    mapping_.report(model::FindingLevel::kWarning, "unread-part",
                    "a change is about a part of the measures that could not be told; the listings go on as they were, "
                    "with a note: \"" +
                        shown(sentence, 160) + "\"",
                    SourcePosition{.file = file_, .line = line.line});
  }

  // "对于2025年4月9日被列入...的12家美国实体, 停止执行相关措施".
  bool changes_in(const PageLine& line, std::string_view text) {
    bool any = false;
    for (const std::string_view sentence : sentences_of(text)) {
      const auto word = change_word(sentence);
      if (!word) continue;
      AnnouncedChange change;
      change.word = *word;
      change.line = line.line;
      change.text = std::string(trim(sentence));
      if (const RegistryWord* list = list_in(sentence)) change.list = list->key;
      change.stated = stated_count(sentence);
      const auto from = starts_at(sentence);
      for (const FoundDay& day : days_in(sentence)) {
        if (!day.starts && !day.ends) change.days.push_back(day.day);
        if (day.ends) change.until = day.day;
      }
      int year = change.days.empty() ? 0 : change.days.front().year();
      for (const FoundNumber& one : numbers_in(sentence)) {
        if (one.year != 0) year = one.year;
        change.announced.emplace_back(year, one.number);
      }
      if (*word == ChangeWord::kRemoved) {
        const std::size_t end = sentence.find("移出");
        std::size_t begin = sentence.rfind("将", end);
        begin = begin == std::string_view::npos ? 0 : begin + std::string_view("将").size();
        if (begin < end && latin_in_brackets(sentence.substr(begin, end - begin)))
          change.parties = parties_in(sentence.substr(begin, end - begin), false, change.stated);
      }
      if (change.announced.empty() && change.days.empty() && change.parties.empty()) continue;
      if (*word != ChangeWord::kRemoved) part_in(line, sentence, change);
      if (const auto length = duration_in(sentence)) durations_.emplace_back(out_.changes.size(), *length);
      change.from = from ? *from : change_from_.value_or(Date::min());
      out_.changes.push_back(std::move(change));
      any = true;
    }
    return any;
  }

  Status finish() {
    const std::optional<Date> day = stated_day_ ? stated_day_ : signed_ ? signed_ : framed_;
    if (!day) return error("the announcement states no day", "Save the whole page, with its head", out_.line);
    out_.published = *day;
    out_.effective = effective_ && *effective_ != Date::min() ? *effective_ : *day;
    if (out_.year == 0 && out_.number != 0) out_.year = day->year();
    for (AnnouncedChange& change : out_.changes) {
      if (change.from == Date::min()) change.from = out_.effective;
    }
    for (const auto& [index, length] : durations_) {
      AnnouncedChange& change = out_.changes[index];
      if (!change.until) change.until = length.last_day(change.from);
    }
    if (out_.list.empty()) {
      if (out_.changes.empty())
        return error("nothing that the announcement decides was understood", "Report this form", out_.line);
      if (!out_.parties.empty())
        return error("parties are listed and what becomes of them was not understood", "Report this form", out_.line);
      return {};
    }
    if (out_.parties.empty()) out_.parties = std::move(prose_);
    if (out_.parties.empty()) {
      return error("no party could be read", "Save the annex with the page; names in Latin letters stand in brackets",
                   out_.line);
    }
    if (const auto stated = stated_count(out_.title)) stated_bodies_ = stated;
    const auto persons = static_cast<std::uint64_t>(
        std::count_if(out_.parties.begin(), out_.parties.end(), [](const AnnouncedParty& p) { return p.person; }));
    const std::uint64_t bodies = out_.parties.size() - persons;
    for (const auto& [stated, read, what] :
         {std::tuple(stated_bodies_, bodies, "bodies"), std::tuple(stated_persons_, persons, "people")}) {
      if (!stated || *stated == read) continue;
      return error("the announcement speaks of " + std::to_string(*stated) + " " + what + " and " +
                       std::to_string(read) + " were read",
                   "Save the whole page again, with its annex", out_.line);
    }
    out_.country = country_in(out_.title).empty() ? country_in(out_.reason) : country_in(out_.title);
    return {};
  }

  const std::vector<PageLine>& lines_;
  const std::string& file_;
  Mapping mapping_;
  Announcement out_;
  bool foot_ = false;
  bool decided_ = false;
  bool annex_ = false;
  bool persons_ = false;
  bool restart_ = false;
  std::uint64_t last_number_ = 0;
  std::size_t parties_of_annex_ = 0;
  AnnouncedParty* open_ = nullptr;     // the party whose details may follow
  std::vector<AnnouncedParty> prose_;  // named in running text
  std::optional<Date> framed_, stated_day_, signed_, effective_, change_from_;
  std::optional<std::uint64_t> stated_bodies_, stated_persons_;
  std::vector<std::pair<std::size_t, Duration>> durations_;  // of changes, by index
};

}  // namespace

bool is_announcement(const std::vector<PageLine>& lines) {
  const std::size_t title = cn::title_line(lines);
  if (title == lines.size()) return false;
  return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(title), lines.end(), [](const PageLine& line) {
    const bool acts = line.text.find("列入") != std::string::npos || line.text.find("反制措施") != std::string::npos ||
                      cn::change_word(line.text).has_value();
    return acts && cn::list_in(line.text) != nullptr;
  });
}

Result<Announcement> parse_announcement(const std::vector<PageLine>& lines, const std::string& file,
                                        model::FindingLog& findings) {
  return Parser(lines, file, findings).run();
}

}  // namespace penumbra::ingest
