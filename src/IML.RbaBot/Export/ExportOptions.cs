using System.Collections.Immutable;

namespace IML.RbaBot.Export;

/// <summary>How results are exported, section <c>Export</c> of the configuration.</summary>
public sealed record ExportOptions
{
    public const string Section = "Export";

    /// <summary>Where documents go when SharePoint is not configured: a folder's path. Null: nowhere.</summary>
    public string? Folder { get; init; }

    /// <summary>The language of the documents: one for the whole archive. Two letters.</summary>
    public string Language { get; init; } = "en";

    public static ExportOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new ExportOptions
        {
            Folder = section[nameof(Folder)] is { } folder && !string.IsNullOrWhiteSpace(folder) ? folder : null,
            Language = section[nameof(Language)] is { } language && !string.IsNullOrWhiteSpace(language) ? language.Trim() : "en",
        };
    }

    /// <summary>Everything wrong; empty when the host may start.</summary>
    /// <param name="languages">The languages that the bot speaks.</param>
    public ImmutableArray<string> Check(IEnumerable<string> languages)
    {
        var spoken = languages.ToArray();
        return spoken.Contains(Language, StringComparer.OrdinalIgnoreCase) ? [] : [$"{Language} ({string.Join(", ", spoken)})"];
    }
}
