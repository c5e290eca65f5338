#include "cli/exit_status.h"

namespace penumbra::cli {

ExitStatus exit_status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kNotFound:
    case ErrorCode::kUnsupported:
      return kUsage;
    case ErrorCode::kIntegrity:
      return kIntegrity;
    case ErrorCode::kBusy:
      return kBusy;
    // An input that cannot be read whole leaves the question open.
    case ErrorCode::kIo:
    case ErrorCode::kSyntax:
    case ErrorCode::kUnknownFormat:
    case ErrorCode::kUnexpectedStructure:
    case ErrorCode::kEncoding:
    case ErrorCode::kLimit:
    case ErrorCode::kInvalidValue:
    case ErrorCode::kDanglingReference:
    case ErrorCode::kDuplicate:
    case ErrorCode::kEmpty:
    case ErrorCode::kHeld:
      return kIncomplete;
  }
  return kIncomplete;
}

}  // namespace penumbra::cli
