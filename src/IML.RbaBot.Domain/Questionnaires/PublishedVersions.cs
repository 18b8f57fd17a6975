using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>
/// The published versions by the SHA-256 of their structure file: <c>{ "rba-migof-p1 1.0": "64 hexadecimal digits" }</c>.
/// A published structure never changes, because assessments are judged by the version they began with.
/// </summary>
internal static class PublishedVersions
{
    /// <summary>SHA-256, lower-case hexadecimal, of the text as UTF-8 with LF line ends, so that a checkout on Windows counts the same.</summary>
    public static string HashOf(string structure) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(structure.ReplaceLineEndings("\n"))));

    public static ImmutableDictionary<string, (string Hash, JsonPlace Place)> Read(string json, string file, ProblemList problems)
    {
        var published = ImmutableDictionary.CreateBuilder<string, (string, JsonPlace)>(StringComparer.Ordinal);
        using var document = StrictJson.Parse(json, JsonPlace.Of(file), problems);
        if (document is null || ObjectReader.Of(document.RootElement, JsonPlace.Of(file), problems) is not { } reader)
        {
            return published.ToImmutable();
        }

        foreach (var key in reader.Keys)
        {
            if (reader.Text(key) is { } hash)
            {
                published[key] = (hash, reader.Place.Key(key));
                var words = key.Split(' ');
                var isReference = words.Length == 2 && QuestionnaireVersion.Parse(words[1]) is not null;
                if (!isReference || hash.Length != SHA256.HashSizeInBytes * 2 || !hash.All(char.IsAsciiHexDigitLower))
                {
                    problems.Add(reader.Place.Key(key), ProblemRule.PublishedVersionShape, $"{key}: {hash}");
                }
            }
        }

        return published.ToImmutable();
    }
}
