// The announcements are running text of a few fixed turns. Each line is asked what it is, in an order in which nothing
// can be taken for something else: title, foot, annex heading, party, clause, paragraph. What answers to nothing is
// told.
#include "ingest/cn/announcement.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/cn/clauses.h"
#include "ingest/cn/measure_rows.h"
#include "ingest/cn/words.h"
#include "ingest/mapping.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

using namespace cn;

// Whose announcements have numbers of their own.
constexpr std::array<std::string_view, 3> kIssuers = {"不可靠实体清单工作机制", "商务部", "外交部"};
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
    if (colon <= 30) {
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
    for (const std::size_t row : measure_rows_in(text)) {
      known = true;
      const MeasureRow& one = measure_rows()[row];
      if (one.measure.empty()) continue;
      const bool for_persons = persons && one.subject != "body";
      const bool for_bodies = bodies && one.subject != "person";
      if (for_persons || for_bodies)
        out_.measures.push_back({std::string(one.measure), for_persons, for_bodies, row, top_, sub_});
    }
  }

  // Measures of clauses within one text: "(一)冻结...;(二)禁止...". False: it has none.
  bool inline_measures(std::string_view text, bool bodies, bool persons) {
    const std::vector<InlineClause> clauses = inline_clauses(text);
    for (const InlineClause& clause : clauses) {
      sub_ = clause.number;
      bool known = false;
      measures_in(clause.text, bodies, persons, known);
      out_.clauses.push_back({top_, sub_, known || contains_any(clause.text, kFormal)});
    }
    sub_ = 0;
    return !clauses.empty();
  }

  // "一、禁止上述企业从事与中国有关的进出口活动;"
  Status clause(const PageLine& line) {
    const ClauseNumber number = *clause_number(line.text);
    const std::string_view text = trim(std::string_view(line.text).substr(number.end));
    (number.bracketed ? sub_ : top_) = number.number;
    if (!number.bracketed) sub_ = 0;
    // A day on which a change in a clause begins is that of this clause alone.
    const std::optional<Date> before = change_from_;
    const std::size_t changes = out_.changes.size();
    const std::size_t clauses = out_.clauses.size();
    bool known = decide(line, text);
    change_from_ = before;
    if (!number.bracketed) bodies_ordered_ = persons_ordered_ = true;
    if (text.starts_with("对")) {
      std::size_t verb = text.size();
      for (const std::string_view word : {"冻结", "禁止", "不予", "不准", "采取"})
        verb = std::min(verb, text.find(word));
      const std::string_view subject = text.substr(0, verb);
      // The last word says who they are: managers of enterprises are people.
      const std::size_t person = last_of(subject, kPersons);
      const std::size_t body = last_of(subject, kBodies);
      if (person != std::string_view::npos || body != std::string_view::npos) {
        persons_ordered_ = person != std::string_view::npos && (body == std::string_view::npos || person > body);
        bodies_ordered_ = !persons_ordered_;
      }
      if (const auto stated = stated_count(subject)) (persons_ordered_ ? stated_persons_ : stated_bodies_) = stated;
      if (out_.parties.empty()) prose_from(line, subject.substr(std::string_view("对").size()), persons_ordered_);
    }
    const bool heads = text.ends_with(":");  // its own clauses follow
    if (out_.changes.size() == changes) {
      const bool inner = out_.clauses.size() > clauses ||
                         (!number.bracketed && inline_measures(text, bodies_ordered_, persons_ordered_));
      if (!inner) measures_in(text, bodies_ordered_, persons_ordered_, known);
      known = known || inner || heads;
      out_.clauses.push_back({top_, sub_, known || contains_any(text, kFormal)});
    }
    if (!number.bracketed) sub_ = 0;
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
    const std::uint64_t top = std::exchange(top_, 0);
    const std::uint64_t sub = std::exchange(sub_, 0);
    const bool decided = decided_;
    bool known = decide(line, line.text);
    // A measure without a number, below the paragraph that decides.
    if (!known && decided && !out_.list.empty() && line.text.find("禁止") != std::string::npos)
      measures_in(line.text, true, true, known);
    top_ = top;
    sub_ = sub;
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
    if (!inline_measures(text, true, true)) {
      if (const std::size_t at = text.find("列入"); at != std::string_view::npos)
        measures_in(text.substr(at), true, true, known);
      if (text.find("措施包括") != std::string_view::npos) measures_in(text, true, true, known);
    }
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

  // What is named of the measures, by words and by numbers. "部分措施" alone is a part that nobody can tell.
  static ChangedPart part_of(std::string_view text) {
    ChangedPart part{measure_rows_in(text), clause_refs(text)};
    if (part.empty() && text.find("部分") != std::string_view::npos) part.refs.emplace_back();
    return part;
  }

  // Whom and what an announcement is about, where a change does not say it itself: what the one before it said.
  struct Target {
    std::string list, issuer, names;
    std::vector<std::pair<int, std::uint64_t>> announced;
    std::vector<Date> days;
    std::optional<std::uint64_t> stated;
    bool known() const { return !announced.empty() || !days.empty(); }
  };

  Target target_of(std::string_view text, const std::vector<FoundDay>& days) {
    Target out;
    out.names = text;
    if (const RegistryWord* list = list_in(text)) out.list = list->key;
    out.stated = stated_count(text);
    for (const FoundDay& day : days) {
      if (!day.starts && !day.ends) out.days.push_back(day.day);
      year_ = day.day.year();
    }
    for (const Date day : yearless_days_in(text, year_)) out.days.push_back(day);
    int year = out.days.empty() ? 0 : out.days.front().year();
    const std::vector<FoundNumber> numbers = numbers_in(text);
    for (const FoundNumber& one : numbers) {
      if (one.year != 0) year = one.year;
      out.announced.emplace_back(year, one.number);
    }
    if (!numbers.empty()) {
      // The last that is named before the number.
      const std::string_view before = text.substr(0, numbers.front().end);
      std::size_t last = 0;
      for (const std::string_view issuer : kIssuers) {
        const std::size_t at = before.rfind(issuer);
        if (at == std::string_view::npos || at + issuer.size() < last) continue;
        last = at + issuer.size();
        out.issuer = issuer;
      }
    }
    return out;
  }

  // "对于2025年4月9日被列入...的12家美国实体, 停止执行相关措施".
  bool changes_in(const PageLine& line, std::string_view text) {
    bool any = false;
    for (const std::string_view sentence : sentences_of(text)) {
      const std::vector<std::string> changes = changes_of(sentence);
      for (const std::string& change : changes) any = change_in(line, change) || any;
      // "对公告第3号公布的措施作如下调整": clauses say how.
      if (!changes.empty() || sentence.find("调整") == std::string_view::npos ||
          sentence.find("措施") == std::string_view::npos)
        continue;
      if (Target target = target_of(sentence, days_in(sentence)); target.known()) {
        target_ = std::move(target);
        any = true;
      }
    }
    return any;
  }

  bool change_in(const PageLine& line, std::string_view text) {
    AnnouncedChange change;
    change.word = *change_word(text);
    change.line = line.line;
    change.text = std::string(text);
    const auto from = starts_at(text);
    if (from) change_from_ = from;
    const std::vector<FoundDay> days = days_in(text);
    for (const FoundDay& day : days) {
      if (day.ends) change.until = day.day;
    }
    Target target = target_of(text, days);
    if (change.word == ChangeWord::kRemoved) {
      const std::size_t end = text.find("移出");
      std::size_t begin = text.rfind("将", end);
      begin = begin == std::string_view::npos ? 0 : begin + std::string_view("将").size();
      if (begin < end && latin_in_brackets(text.substr(begin, end - begin)))
        change.parties = parties_in(text.substr(begin, end - begin), false, target.stated);
    }
    std::string_view what = text;
    std::string rest;
    if (const auto exception = exception_in(text)) {
      change.excepts = true;
      change.but_for = part_of(exception->text);
      if (change.but_for.empty()) change.but_for.refs.emplace_back();
      rest = std::string(text.substr(0, exception->begin)) + std::string(text.substr(exception->end));
      what = rest;
    }
    // Whoever leaves a list leaves it with all its measures; who that is must not hang on a number of a clause.
    change.part = part_of(what);
    if (change.word == ChangeWord::kRemoved) change.part.rows.clear();
    change.the_others = !change.excepts && change.part.empty() &&
                        contains_any(what, std::array<std::string_view, 3>{"其他", "其余", "其它"});
    if (!target.known() && change.parties.empty()) {
      const bool of_measures = !change.part.empty() || text.find("措施") != std::string_view::npos;
      if (!of_measures || !out_.list.empty()) return false;
      if (!target_ || has_yearless_day(text)) {
        report(model::FindingLevel::kWarning, "unread-change",
               "a change of measures does not say of which announcement they are; nothing is changed", line);
        return true;
      }
      const std::string names = target.names;
      const auto stated = target.stated;
      target = *target_;
      target.names += names;
      if (stated) target.stated = stated;
    } else if (target.known()) {
      target_ = target;
    }
    change.list = target.list;
    change.issuer = target.issuer;
    change.names = target.names;
    change.announced = std::move(target.announced);
    change.days = std::move(target.days);
    change.stated = target.stated;
    const auto length = duration_in(text);
    // What stops for a time is suspended.
    if (change.word == ChangeWord::kStopped && (length || change.until)) change.word = ChangeWord::kSuspended;
    const std::optional<Date> day = from ? from : change_from_;
    change.from = day.value_or(Date::min());
    const bool prolongs = text.find("延长") != std::string_view::npos && !change.until;
    if (length && prolongs && change.from == Date::min()) {
      change.prolongs = length;
    } else if (length) {
      durations_.emplace_back(out_.changes.size(), *length);
    }
    out_.changes.push_back(std::move(change));
    return true;
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
  AnnouncedParty* open_ = nullptr;                       // the party whose details may follow
  std::vector<AnnouncedParty> prose_;                    // named in running text
  std::uint64_t top_ = 0, sub_ = 0;                      // the clause that is read
  bool bodies_ordered_ = true, persons_ordered_ = true;  // about whom it is
  std::optional<Target> target_;                         // of the change before
  int year_ = 0;                                         // of the last day that was read
  std::optional<Date> framed_, stated_day_, signed_, effective_, change_from_;
  std::optional<std::uint64_t> stated_bodies_, stated_persons_;
  std::vector<std::pair<std::size_t, Duration>> durations_;  // of changes, by index
};

}  // namespace

Date Duration::last_day(Date first) const {
  int month = first.month() - 1 + months;
  const int year = first.year() + years + month / 12;
  month = month % 12 + 1;
  std::optional<Date> end;
  // The same day of the month; where there is none, its last.
  for (int day = first.day(); !end && day > 0; --day) end = Date::from_ymd(year, month, day);
  return end.value_or(first).plus_days(days - 1);
}

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
