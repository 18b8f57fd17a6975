using System.Collections.Immutable;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Core;

namespace IML.RbaBot.Export.SharePoint;

/// <summary>A view of the library.</summary>
/// <param name="Title">As people see it.</param>
/// <param name="Query">CAML.</param>
/// <param name="ByHand">The same in words, for who makes it in the browser.</param>
internal sealed record LibraryView(string Title, string Query, string ByHand);

/// <summary>
/// Makes the library's views. Microsoft Graph has no call for views, so this one thing is asked of SharePoint's own REST interface, by the
/// administrator's command alone. SharePoint takes an application's token there only when it was got with a certificate or a managed
/// identity: one got with a client secret is refused whatever its permissions.
/// </summary>
internal sealed class SharePointViews(HttpClient http, TokenCredential credential, Uri site)
{
    // Annexes and records have no rating: the views show one line for each screening.
    private const string Main = """<Where><IsNotNull><FieldRef Name="Rating"/></IsNotNull></Where>""";

    /// <summary>Title and description of each.</summary>
    public static ImmutableArray<LibraryView> Wanted(
        (string Title, string ByHand) newest, (string Title, string ByHand) byOffice, (string Title, string ByHand) byRating) =>
    [
        View(newest, $"""{Main}<OrderBy><FieldRef Name="SubmittedOn" Ascending="FALSE"/></OrderBy>"""),
        View(byOffice, $"""<GroupBy Collapse="TRUE"><FieldRef Name="Office"/></GroupBy>{Main}"""),
        View(byRating, $"""<GroupBy Collapse="TRUE"><FieldRef Name="Rating"/></GroupBy>{Main}"""),
    ];

    private static LibraryView View((string Title, string ByHand) words, string query) => new(words.Title, query, words.ByHand);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The titles of the views that are there.</summary>
    /// <exception cref="HttpRequestException">Refused or not reached; the status tells which.</exception>
    public async Task<ImmutableArray<string>> ListAsync(string list, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"{Views(list)}?$select=Title", null, cancellationToken);
        return [.. answer.RootElement.GetProperty("value").EnumerateArray().Select(v => v.GetProperty("Title").GetString() ?? "")];
    }

    /// <exception cref="HttpRequestException">Refused or not reached.</exception>
    public async Task MakeAsync(string list, LibraryView view, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["Title"] = view.Title, ["PersonalView"] = false, ["ViewQuery"] = view.Query, ["RowLimit"] = 100 }
            .ToJsonString(Readable);
        (await SendAsync(HttpMethod.Post, Views(list), body, cancellationToken)).Dispose();
        foreach (var column in LibraryColumns.All.Where(c => c.Name is not (LibraryColumns.ContentHash or LibraryColumns.AssessmentUrl)))
        {
            (await SendAsync(
                HttpMethod.Post,
                $"{Views(list)}/getbytitle('{Uri.EscapeDataString(view.Title.Replace("'", "''", StringComparison.Ordinal))}')/viewfields/addviewfield('{column.Name}')",
                null,
                cancellationToken)).Dispose();
        }
    }

    private static string Views(string list) => $"_api/web/lists(guid'{list}')/views";

    private async Task<JsonDocument> SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(new TokenRequestContext([$"https://{site.Host}/.default"]), cancellationToken);
        using var request = new HttpRequestMessage(method, $"{site.AbsoluteUri.TrimEnd('/')}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        request.Headers.Accept.ParseAdd("application/json;odata=nometadata");
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        if (response.StatusCode is HttpStatusCode.NoContent)
        {
            return JsonDocument.Parse("{}");
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        try
        {
            return await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        }
        catch (JsonException page)
        {
            throw new HttpRequestException("A page came where data was due.", page);
        }
    }
}
