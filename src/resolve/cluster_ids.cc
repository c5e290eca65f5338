#include "resolve/cluster_ids.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/csv.h"
#include "base/digest.h"

namespace penumbra::resolve {
namespace {

// Crockford's base 32: no letters that are read for one another.
std::string id_of(const RecordKey& founder, unsigned attempt) {
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  std::uint64_t hash = base::checksum64(founder.text() + (attempt == 0 ? "" : "#" + std::to_string(attempt)));
  std::string out = "pen-";
  for (int digit = 0; digit < 13; ++digit) {
    out += kDigits[hash & 31U];
    hash >>= 5U;
  }
  return out;
}

Error at_line(const std::string& file, std::uint64_t line, std::string message, std::string fix) {
  Error error{ErrorCode::kInvalidArgument, std::move(message), {}, std::move(fix)};
  error.position.file = file;
  error.position.line = line;
  return error;
}

}  // namespace

const std::string_view kMembersHeader = "cluster,source,id,state\n";

Result<std::vector<Member>> parse_members(std::string_view text, const std::string& file) {
  std::vector<Member> out;
  base::CsvReader reader(text, file);
  base::CsvRow row;
  PENUMBRA_ASSIGN_OR_RETURN(const bool any, reader.next(row));
  if (!any) return out;
  const base::CsvHeader header(row);
  constexpr std::array<std::string_view, 4> kColumns{"cluster", "source", "id", "state"};
  std::array<std::size_t, 4> columns{};
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const auto column = header.find(kColumns[i]);
    if (!column) {
      return at_line(file, row.line, "the column \"" + std::string(kColumns[i]) + "\" is missing",
                     "The header is cluster,source,id,state");
    }
    columns[i] = *column;
  }
  std::map<RecordKey, std::string> cluster_of;
  while (true) {
    PENUMBRA_ASSIGN_OR_RETURN(const bool more, reader.next(row));
    if (!more) break;
    const auto cell = [&](std::size_t i) {
      return columns[i] < row.fields.size() ? std::string(row.fields[columns[i]]) : std::string();
    };
    Member member{cell(0), {cell(1), std::string(base::without_apostrophe(cell(2)))}, cell(3)};
    if (member.cluster.empty() || member.record.source.empty() || member.record.id.empty()) {
      return at_line(file, row.line, "cluster, source or id is empty", "");
    }
    const bool merged = member.state.starts_with("merged:");
    if (!merged && !member.state.empty() && member.state != "gone") {
      return at_line(file, row.line, "\"" + member.state.substr(0, 60) + "\" is no state",
                     "Leave it empty, or write gone or merged:ID");
    }
    if (!merged) {
      const auto [place, fresh] = cluster_of.emplace(member.record, member.cluster);
      if (!fresh && place->second != member.cluster) {
        return at_line(file, row.line, member.record.text() + " is in two clusters", "Keep one of the lines");
      }
    }
    out.push_back(std::move(member));
  }
  return out;
}

std::string write_members(const std::vector<Member>& members) {
  std::string out(kMembersHeader);
  for (const Member& member : members) {
    base::append_csv_field(out, member.cluster);
    out += ',';
    base::append_csv_field(out, member.record.source);
    out += ',';
    base::append_csv_field(out, member.record.id, true);
    out += ',';
    base::append_csv_field(out, member.state);
    out += '\n';
  }
  return out;
}

NamedClusters name_clusters(const std::vector<std::vector<RecordKey>>& clusters, const std::vector<Member>& before) {
  std::map<RecordKey, std::string> had;
  std::set<std::string> used;
  for (const Member& member : before) {
    used.insert(member.cluster);
    if (!member.state.starts_with("merged:")) had.emplace(member.record, member.cluster);
  }
  // Claims: how many records of a cluster had an identifier. The larger claim is served first, whichever side it is on:
  // so one that most of its records leave is followed, and one that most records come to stays.
  struct Claim {
    std::size_t records;
    std::string id;
    std::size_t cluster;
  };
  std::vector<Claim> claims;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    std::map<std::string, std::size_t> counts;
    for (const RecordKey& record : clusters[i]) {
      if (const auto found = had.find(record); found != had.end()) ++counts[found->second];
    }
    for (const auto& [id, count] : counts) claims.push_back({count, id, i});
  }
  std::sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
    return std::tuple(b.records, a.id, a.cluster) < std::tuple(a.records, b.id, b.cluster);
  });
  NamedClusters out;
  out.ids.resize(clusters.size());
  std::map<std::string, std::size_t> served;
  for (const Claim& claim : claims) {
    if (!out.ids[claim.cluster].empty() || served.contains(claim.id)) continue;
    out.ids[claim.cluster] = claim.id;
    served.emplace(claim.id, claim.cluster);
  }
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (unsigned attempt = 0; out.ids[i].empty(); ++attempt) {
      std::string id = id_of(clusters[i].front(), attempt);
      if (used.insert(id).second) out.ids[i] = std::move(id);
    }
  }
  std::set<RecordKey> placed;
  for (std::size_t i = 0; i < clusters.size(); ++i) {
    for (const RecordKey& record : clusters[i]) {
      out.members.push_back({out.ids[i], record, ""});
      placed.insert(record);
    }
  }
  // What was there before and is not now. An identifier whose records went into another cluster was merged; records
  // that are in no cluster any more are kept as gone, so that their identifier is theirs when they come back.
  std::map<std::string, std::string> merged_into;
  for (const Claim& claim : claims) {
    if (!served.contains(claim.id)) merged_into.emplace(claim.id, out.ids[claim.cluster]);
  }
  std::set<std::string> told;
  for (const Member& member : before) {
    if (member.state.starts_with("merged:")) {
      out.members.push_back(member);
    } else if (const auto into = merged_into.find(member.cluster); into != merged_into.end()) {
      if (told.insert(member.cluster).second) {
        out.members.push_back({member.cluster, member.record, "merged:" + into->second});
      }
      if (!placed.contains(member.record)) out.members.push_back({into->second, member.record, "gone"});
    } else if (!placed.contains(member.record)) {
      out.members.push_back({member.cluster, member.record, "gone"});
    }
  }
  std::sort(out.members.begin(), out.members.end(), [](const Member& a, const Member& b) {
    return std::tuple(a.state.starts_with("merged:"), a.cluster, a.state, a.record) <
           std::tuple(b.state.starts_with("merged:"), b.cluster, b.state, b.record);
  });
  return out;
}

}  // namespace penumbra::resolve
