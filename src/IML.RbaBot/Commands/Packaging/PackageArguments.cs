using System.Collections.Immutable;

namespace IML.RbaBot.Commands.Packaging;

/// <summary>What <c>package</c> was told, from its arguments and the environment.</summary>
/// <param name="Output">The file to write; null when it is missing or no .zip file.</param>
/// <param name="ManifestFolder">Where the manifest, its languages and its icons are.</param>
/// <param name="Values">Of each placeholder that was given, by its name.</param>
/// <param name="Problems">Sentences that say what to do.</param>
internal sealed record PackageArguments(
    string? Output, string ManifestFolder, ImmutableDictionary<string, string> Values, ImmutableArray<string> Problems)
{
    private const string OutputArgument = "--output";
    private const string ManifestArgument = "--manifest";

    // TENANT_ID stands in no manifest, but one that is wrong here is wrong in the bot's settings, too: better said before the upload.
    private static readonly ImmutableArray<Known> Placeholders =
    [
        new("TEAMS_APP_ID", null, Kind.Guid, Needed: true),
        new("BOT_APP_ID", "BotFramework__AppId", Kind.Guid, Needed: true),
        new("TENANT_ID", "BotFramework__TenantId", Kind.Guid, Needed: false),
        new("PRIVACY_URL", null, Kind.Address, Needed: true),
        new("TERMS_OF_USE_URL", null, Kind.Address, Needed: true),
    ];

    private enum Kind
    {
        Guid,
        Address,
    }

    /// <summary>The folder that is shipped with the bot.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "manifest");

    public static PackageArguments Read(ReadOnlySpan<string> args, Func<string, string?> environment, CommandTexts texts)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var given = Given(args, problems, texts);
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var known in Placeholders)
        {
            var value = given.GetValueOrDefault(known.Argument) ?? known.From(environment);
            if (string.IsNullOrWhiteSpace(value))
            {
                if (known.Needed)
                {
                    problems.Add(texts.Fill(known.Kind == Kind.Guid ? "package.missingGuid" : "package.missingAddress", known.Argument, known.Name));
                }
            }
            else if (!known.Fits(value))
            {
                problems.Add(texts.Fill(known.Kind == Kind.Guid ? "package.notGuid" : "package.notAddress", known.Argument, known.Name, value));
            }
            else
            {
                values[known.Name] = value.Trim();
            }
        }

        var output = given.GetValueOrDefault(OutputArgument);
        if (output is null || !output.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(texts["package.output"]);
        }

        return new PackageArguments(output, given.GetValueOrDefault(ManifestArgument) ?? ShippedFolder, values.ToImmutable(), problems.ToImmutable());
    }

    private static Dictionary<string, string> Given(ReadOnlySpan<string> args, ImmutableArray<string>.Builder problems, CommandTexts texts)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
        {
            var isKnown = args[i] is OutputArgument or ManifestArgument || Placeholders.Any(ArgumentIs(args[i]));
            if (!isKnown || i + 1 == args.Length)
            {
                problems.Add(texts.Fill(isKnown ? "package.noValue" : "package.unknown", args[i]));
                problems.Add(texts["usage.package"]);
                break;
            }

            given[args[i]] = args[i + 1];
        }

        return given;

        static Func<Known, bool> ArgumentIs(string argument) => known => known.Argument == argument;
    }

    /// <param name="Name">As it stands in the manifest between the braces, and in the environment.</param>
    /// <param name="Setting">The bot's own setting that says the same, as an environment variable; null when there is none.</param>
    /// <param name="Kind">What the value must be.</param>
    /// <param name="Needed">Whether the package cannot be made without it.</param>
    private sealed record Known(string Name, string? Setting, Kind Kind, bool Needed)
    {
        public string Argument { get; } = "--" + Name.ToLowerInvariant().Replace('_', '-');

        public string? From(Func<string, string?> environment) =>
            environment(Name) ?? (Setting is null ? null : environment(Setting));

        public bool Fits(string value) => Kind switch
        {
            Kind.Guid => System.Guid.TryParseExact(value.Trim(), "D", out var guid) && guid != System.Guid.Empty,
            _ => Uri.TryCreate(value.Trim(), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps,
        };
    }
}
