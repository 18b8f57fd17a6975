using System.Collections.Immutable;
using IML.RbaBot.Domain.Files;

namespace IML.RbaBot.Domain.Questionnaires;

/// <summary>Reads the legal sources.</summary>
internal static class SourceReader
{
    public static ImmutableArray<(LegalSource Source, JsonPlace Place)> Read(ObjectReader root)
    {
        var sources = ImmutableArray.CreateBuilder<(LegalSource, JsonPlace)>();
        var ids = new List<string>();
        foreach (var reader in root.Objects("sources"))
        {
            var text = reader.Text("id");
            reader.Name(text);
            var abbreviation = reader.Text("abbreviation");
            var title = reader.Text("title");
            QuestionnaireTextReader.CheckPlain(abbreviation ?? "", reader.Place.Key("abbreviation"), reader.Problems);
            QuestionnaireTextReader.CheckPlain(title ?? "", reader.Place.Key("title"), reader.Problems);
            var adopted = reader.OptionalNumber("adopted", 1800, 2200);
            var tag = reader.TextOf("tag", "treaty", "soft-law", "policy");
            var url = Url(reader);
            reader.Close();
            if (OptionReader.Id(text, reader.Place.Key("id"), reader.Problems) is { } id
                && OptionReader.Once(ids, id, reader.Place, reader.Problems))
            {
                ids.Add(id);
                sources.Add((
                    new LegalSource(new SourceId(id), abbreviation ?? "", title ?? "", TagOf(tag), url ?? "") { Adopted = adopted },
                    reader.Place));
            }
        }

        return sources.ToImmutable();
    }

    /// <summary>The link of a source, which must be https; null when it is missing.</summary>
    public static string? Url(ObjectReader reader)
    {
        var url = reader.Text("url");
        if (url is not null && !IsHttps(url))
        {
            reader.Problems.Add(reader.Place.Key("url"), ProblemRule.SourceUrlNotHttps, url);
        }

        return url;
    }

    private static SourceTag TagOf(string? tag) => tag switch
    {
        "treaty" => SourceTag.Treaty,
        "soft-law" => SourceTag.SoftLaw,
        _ => SourceTag.Policy,
    };

    private static bool IsHttps(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0
        && uri.Host.Length > 0;
}
