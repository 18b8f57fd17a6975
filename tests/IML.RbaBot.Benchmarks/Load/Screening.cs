using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using IML.RbaBot.AppHost;

namespace IML.RbaBot.Benchmarks.Load;

/// <summary>A turn that did not end as it should.</summary>
internal sealed class WrongAnswerException(string message) : Exception(message);

/// <summary>
/// One person in their personal chat, who walks the pages of one assessment forward and back, over and over: all of them, or
/// those of <see cref="LoadOptions.Pages"/>. Every answer is checked: it must be the card of the expected page, one revision later.
/// </summary>
internal sealed class Screening(HttpClient client, ConnectorStandIn connector, string serviceUrl, int number, LoadOptions options)
{
    private const int MostPages = 40;
    private readonly string conversation = string.Create(CultureInfo.InvariantCulture, $"a:load-{number}");
    private readonly ArrayBufferWriter<byte> body = new();
    private readonly List<string> pages = [];
    private readonly Dictionary<string, int> visits = [];
    private ShownCard card = new([], System.Collections.Immutable.ImmutableDictionary<string, JsonElement>.Empty);
    private int at;
    private int first;
    private int last;
    private int step = 1;
    private int activities;
    private long bytesReceived;
    private int answersReceived;

    /// <summary>Bytes of an answer, on average over all turns until now.</summary>
    public double AverageBytes => (double)bytesReceived / answersReceived;

    /// <summary>How many pages it walks.</summary>
    public int Pages => last - first + 1;

    /// <summary>Begins an assessment, answers every page once, and goes back to the last one.</summary>
    /// <exception cref="WrongAnswerException">The bot did not lead through the pages.</exception>
    public async Task BeginAsync(Uri endpoint)
    {
        using (var answer = await PostAsync(endpoint, WriteStart))
        {
            answer.EnsureSuccessStatusCode();
        }

        card = ShownCard.Read(await connector.FirstCardAsync(conversation));
        await PressAsync(endpoint, "next");
        while (IsQuestionPage(card.Page) && pages.Count < MostPages)
        {
            pages.Add(card.Page!);
            await PressAsync(endpoint, "next");
        }

        for (var back = 0; !IsQuestionPage(card.Page) && back < MostPages; back++)
        {
            await PressAsync(endpoint, "back");
        }

        at = pages.Count - 1;
        if (pages.Count < 5 || card.Page != pages[at])
        {
            throw new WrongAnswerException($"Walked {string.Join(", ", pages)} and ended at {card.Page}.");
        }

        last = at;
        if (options.Pages is var (from, to))
        {
            first = pages.IndexOf(from);
            last = pages.IndexOf(to);
            if (first < 0 || last <= first)
            {
                throw new WrongAnswerException($"{from} and then {to} are not among the pages {string.Join(", ", pages)}.");
            }
        }
    }

    /// <summary>One turn: fills in the page and presses "next", or "back" on the way back.</summary>
    /// <returns>How long the answer took, in ticks of <see cref="Stopwatch"/>.</returns>
    /// <exception cref="WrongAnswerException">It was not the expected page, one revision later.</exception>
    public async Task<long> TurnAsync(Uri endpoint)
    {
        // Further back than to the last one only at the beginning, on the way to it.
        if (step < 0 ? at == first : at >= last)
        {
            step = -step;
        }

        var revision = card.Revision;
        var took = await PressAsync(endpoint, step > 0 ? "next" : "back");
        at += step;
        return card.Page == pages[at] && card.Revision == revision + 1
            ? took
            : throw new WrongAnswerException($"Expected {pages[at]} at revision {revision + 1}, got {card.Page} at {card.Revision}.");
    }

    private static bool IsQuestionPage(string? page) =>
        page is not null and not "project" and not "summary" and not "overview" && !page.StartsWith("flag-", StringComparison.Ordinal);

    private async Task<long> PressAsync(Uri endpoint, string button)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await PostAsync(endpoint, json => WritePress(json, button));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var took = Stopwatch.GetTimestamp() - started;
        bytesReceived += bytes.Length;
        answersReceived++;
        if (!answer.IsSuccessStatusCode)
        {
            throw new WrongAnswerException($"{(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(bytes)}");
        }

        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        if (root.GetProperty("statusCode").GetInt32() != 200 || root.GetProperty("type").GetString() != "application/vnd.microsoft.card.adaptive")
        {
            throw new WrongAnswerException(root.ToString());
        }

        card = ShownCard.Read(root.GetProperty("value").Clone());
        return took;
    }

    private async Task<HttpResponseMessage> PostAsync(Uri endpoint, Action<Utf8JsonWriter> write)
    {
        body.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            WriteEnvelope(json);
            write(json);
            json.WriteEndObject();
        }

        using var content = new ReadOnlyMemoryContent(body.WrittenMemory) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return await client.PostAsync(endpoint, content);
    }

    /// <summary>The members of every activity, as the Playground sends them.</summary>
    private void WriteEnvelope(Utf8JsonWriter json)
    {
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{conversation}-{++activities}"));
        json.WriteString("channelId", "msteams");
        json.WriteString("serviceUrl", serviceUrl);
        json.WriteString("timestamp", "2026-11-24T09:00:00.000Z");
        json.WriteString("localTimestamp", "2026-11-24T10:00:00.000+01:00");
        json.WriteString("localTimezone", "Europe/Zurich");
        json.WriteString("locale", options.Locale);
        json.WriteStartObject("from");
        json.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"29:load-{number}"));
        json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"Person {number}"));
        json.WriteString("aadObjectId", new Guid(number, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        json.WriteEndObject();
        json.WriteStartObject("recipient");
        json.WriteString("id", Personas.BotId);
        json.WriteString("name", Personas.BotName);
        json.WriteEndObject();
        json.WriteStartObject("conversation");
        json.WriteString("id", conversation);
        json.WriteString("conversationType", "personal");
        json.WriteString("tenantId", Personas.TenantId);
        json.WriteEndObject();
        json.WriteStartObject("channelData");
        json.WriteStartObject("tenant");
        json.WriteString("id", Personas.TenantId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStart(Utf8JsonWriter json)
    {
        json.WriteString("type", "message");
        json.WriteString("text", "start");
        json.WriteString("textFormat", "plain");
    }

    private void WritePress(Utf8JsonWriter json, string button)
    {
        if (!card.Buttons.TryGetValue(button, out var data))
        {
            throw new WrongAnswerException($"The card of {card.Page} has no button {button}.");
        }

        json.WriteString("type", "invoke");
        json.WriteString("name", "adaptiveCard/action");
        json.WriteString("replyToId", "1795479087040");
        json.WriteStartObject("value");
        json.WriteStartObject("action");
        json.WriteString("type", "Action.Execute");
        json.WriteString("verb", button);
        json.WriteStartObject("data");
        foreach (var member in data.EnumerateObject())
        {
            member.WriteTo(json);
        }

        var other = (visits[card.Page ?? ""] = visits.GetValueOrDefault(card.Page ?? "") + 1) % 2 == 0;
        foreach (var input in card.Inputs)
        {
            if (Typing.Into(input, other) is { Length: > 0 } typed)
            {
                json.WriteString(input.Id, typed);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
