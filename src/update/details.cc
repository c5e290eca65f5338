#include "update/details.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/digest.h"
#include "base/json_writer.h"
#include "ingest/json_tree.h"
#include "ingest/reader.h"

namespace penumbra::update {
namespace {

// An answer of an earlier run. Lines of the kept file: {"address":"…","day":"YYYY-MM-DD","answer":…}, written by us.
struct Answer {
  Date day;
  std::string text;
};

constexpr std::string_view kDay = ",\"day\":\"";
constexpr std::string_view kAnswer = "\",\"answer\":";

std::map<std::string, Answer> parse_kept(std::string_view kept) {
  std::map<std::string, Answer> out;
  while (!kept.empty()) {
    const std::size_t end = std::min(kept.find('\n'), kept.size());
    const std::string_view line = kept.substr(0, end);
    kept.remove_prefix(std::min(end + 1, kept.size()));
    const std::size_t day = line.find(kDay);
    const std::size_t answer = day + kDay.size() + 10;
    if (!line.starts_with("{\"address\":") || !line.ends_with('}') || day == std::string_view::npos ||
        answer + kAnswer.size() >= line.size() || line.substr(answer, kAnswer.size()) != kAnswer) {
      continue;  // a line cut by a crash only costs a request
    }
    const auto date = Date::parse(line.substr(day + kDay.size(), 10));
    if (!date.ok()) continue;
    const std::size_t from = answer + kAnswer.size();
    out[std::string(line.substr(11, day - 11))] = {*date, std::string(line.substr(from, line.size() - from - 1))};
  }
  return out;
}

std::string line_of(const std::string& address, const Answer& answer) {
  return "{\"address\":" + address + std::string(kDay) + answer.day.to_string() + std::string(kAnswer) + answer.text +
         "}\n";
}

std::string written(const std::map<std::string, Answer>& answers) {
  std::string out;
  for (const auto& [address, answer] : answers) out += line_of(address, answer);
  return out;
}

// How many days an answer about this address is used again: spread, so that not all are due on one day.
int days_of(const std::string& address, int most) {
  const std::string digest = base::sha256_hex(address);
  unsigned number = 0;
  for (const char c : digest.substr(0, 6)) {
    number = number * 16 + static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return 1 + static_cast<int>(number % static_cast<unsigned>(std::max(most, 1)));
}

Error at(const std::string& file, std::uint64_t line, std::string message, std::string fix) {
  Error error{ErrorCode::kUnexpectedStructure, std::move(message), {}, std::move(fix)};
  error.position.file = file;
  error.position.line = line;
  return error;
}

// The address for a record, or nothing when the record lacks a member that it names.
std::optional<std::string> filled(std::string_view address, const ingest::JsonNode& record) {
  std::string out;
  for (std::size_t i = 0; i < address.size(); ++i) {
    const std::size_t end = address[i] == '{' ? address.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += address[i];
      continue;
    }
    const std::string_view value = record.text_of(address.substr(i + 1, end - i - 1));
    if (value.empty()) return std::nullopt;
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : value) {  // never a way to another path or query
      const auto byte = static_cast<unsigned char>(c);
      const bool plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      if (plain) {
        out += c;
      } else {
        out += {'%', kHex[byte >> 4], kHex[byte & 15]};
      }
    }
    i = end;
  }
  return out;
}

// An answer on one line, or an error when it is no JSON: it must not be able to end the record around it.
Result<std::string> one_line(std::string_view answer, const std::string& address) {
  std::string wrapped = "{\"answer\":" + std::string(answer) + "}";
  std::size_t records = 0;
  PENUMBRA_RETURN_IF_ERROR(ingest::read_json_records({address, wrapped}, [&](ingest::JsonRecord&& record) -> Status {
    ++records;
    if (record.node.members().size() == 1) return {};
    return at(address, 0, "the answer is not one JSON value", "Check details of the source");
  }));
  if (records != 1) return at(address, 0, "the answer is not one JSON value", "Check details of the source");
  std::string out;
  for (const char c : answer) out += c == '\n' || c == '\r' ? ' ' : c;  // blanks between values; strings hold none
  return out;
}

}  // namespace

Result<DetailOutcome> join_details(std::string_view bytes, const std::string& file, const DetailRule& rule, Date today,
                                   std::string& kept, const AskDetail& ask, const KeepDetail& keep) {
  DetailOutcome out;
  const std::map<std::string, Answer> before = parse_kept(kept);
  std::map<std::string, Answer> now = before;
  std::set<std::string> seen;
  std::size_t behind = 0;
  const std::string kind = file.substr(0, file.rfind('.'));
  out.file = "[\n";
  const Status read = ingest::read_json_records({file, bytes}, [&](ingest::JsonRecord&& record) -> Status {
    const std::size_t begin = bytes.find('{', behind);
    std::string text(bytes.substr(begin, record.end - begin));
    behind = record.end;
    std::string more;
    if (!rule.kind_member.empty() && record.node.member(rule.kind_member) == nullptr) {
      base::append_json_string(more, rule.kind_member);
      more += ":";
      base::append_json_string(more, kind);
    }
    if (!rule.address.empty()) {
      const auto address = filled(rule.address, record.node);
      if (!address) {
        return at(file, record.line, "a record lacks the member that the address of its details needs",
                  "Check details of the source");
      }
      std::string key;
      base::append_json_string(key, *address);
      if (!seen.insert(key).second) {
        return at(file, record.line, "two records have the details " + *address, "Check details of the source");
      }
      const auto found = before.find(key);
      const bool fresh = found != before.end() && today <= found->second.day.plus_days(days_of(key, rule.days)) &&
                         found->second.day <= today;
      if (!fresh) {
        PENUMBRA_ASSIGN_OR_RETURN(std::string answer, ask(*address));
        ++out.asked;
        if (answer.empty()) answer = "[]";
        PENUMBRA_ASSIGN_OR_RETURN(now[key].text, one_line(answer, *address));
        now[key].day = today;
        if (keep) PENUMBRA_RETURN_IF_ERROR(keep(line_of(key, now[key])));
      }
      const std::string& answer = now[key].text;
      if (answer == "[]") ++out.missing;
      if (record.node.member(rule.member) != nullptr) {
        return at(file, record.line, "a record has a member \"" + rule.member + "\" already",
                  "Give another details_member in the source");
      }
      if (!more.empty()) more += ",";
      base::append_json_string(more, rule.member);
      more += ":" + answer;
    }
    if (!more.empty()) {
      const bool empty = record.node.members().empty();
      text.insert(text.rfind('}'), (empty ? "" : ",") + more);
    }
    std::replace(text.begin(), text.end(), '\n', ' ');
    out.file += (out.records++ == 0 ? "" : ",\n") + text;
    return {};
  });
  // What is no longer asked for goes; on an error everything that came stays, so that the next run goes on from there.
  if (read.ok()) std::erase_if(now, [&seen](const auto& entry) { return !seen.contains(entry.first); });
  kept = written(now);
  if (!read.ok()) return read.error();
  out.file += "\n]\n";
  return out;
}

}  // namespace penumbra::update
