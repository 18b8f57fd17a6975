using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace IML.RbaBot.Memory;

/// <summary>Section <c>Memory</c>.</summary>
public sealed class MemoryOptions
{
    public const string Section = "Memory";

    /// <summary>In bytes: when more of the program's own files are in memory, they are given back. 0: never.</summary>
    [Range(0, long.MaxValue)]
    public long FilePages { get; set; } = 36 * 1024 * 1024;
}

/// <summary>Checks it at start.</summary>
[OptionsValidator]
public sealed partial class MemoryOptionsValidator : IValidateOptions<MemoryOptions>;
