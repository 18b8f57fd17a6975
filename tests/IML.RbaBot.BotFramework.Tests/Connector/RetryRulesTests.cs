using System.Net;
using IML.RbaBot.BotFramework.Connector;

namespace IML.RbaBot.BotFramework.Tests.Connector;

/// <summary>How often and how soon, without a channel: chance decides within each pause, so each is drawn many times.</summary>
public sealed class RetryRulesTests
{
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(401, ConnectorFailure.PermanentlyGone)]
    [InlineData(403, ConnectorFailure.PermanentlyGone)]
    [InlineData(404, ConnectorFailure.PermanentlyGone)]
    [InlineData(410, ConnectorFailure.PermanentlyGone)]
    [InlineData(413, ConnectorFailure.PermanentlyGone)]
    [InlineData(412, ConnectorFailure.Throttled)]
    [InlineData(429, ConnectorFailure.Throttled)]
    [InlineData(408, ConnectorFailure.Transient)]
    [InlineData(500, ConnectorFailure.Transient)]
    [InlineData(502, ConnectorFailure.Transient)]
    [InlineData(503, ConnectorFailure.Transient)]
    [InlineData(504, ConnectorFailure.Transient)]
    [InlineData(400, ConnectorFailure.Unknown)]
    [InlineData(409, ConnectorFailure.Unknown)]
    [InlineData(501, ConnectorFailure.Unknown)]
    public void Each_status_means_what_the_rules_say(int status, ConnectorFailure meaning) =>
        Assert.Equal(meaning, RetryRules.Classify((HttpStatusCode)status));

    [Fact]
    public void Pauses_double_from_four_tenths_of_a_second_to_five_seconds_and_the_sixth_attempt_is_the_last()
    {
        (double Least, double Most)[] seconds = [(0.2, 0.4), (0.4, 0.8), (0.8, 1.6), (1.6, 3.2), (2.5, 5)];
        for (var draw = 0; draw < 200; draw++)
        {
            var rules = new RetryRules(HttpMethod.Put, Cap);
            foreach (var (least, most) in seconds)
            {
                Assert.InRange(rules.Next(Failure(ConnectorFailure.Throttled), neverSent: false)!.Value.TotalSeconds, least, most);
            }

            Assert.Null(rules.Next(Failure(ConnectorFailure.Throttled), neverSent: false));
            Assert.Equal(6, rules.Attempts);
        }
    }

    [Theory]
    [InlineData(ConnectorFailure.Throttled)]
    [InlineData(ConnectorFailure.Transient)]
    public void A_pause_that_is_asked_for_is_kept_up_to_the_cap_whatever_the_failure(ConnectorFailure kind)
    {
        Assert.Equal(3, FirstPause(kind, 3));
        Assert.Equal(5, FirstPause(kind, 5));
        Assert.Equal(5, FirstPause(kind, 6));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(0.1)]
    public void A_pause_that_is_over_already_or_shorter_than_our_own_shortens_nothing(double seconds) =>
        Assert.InRange(FirstPause(ConnectorFailure.Throttled, seconds), 0.2, 0.4);

    private static double FirstPause(ConnectorFailure kind, double retryAfter) =>
        new RetryRules(HttpMethod.Post, Cap).Next(Failure(kind, TimeSpan.FromSeconds(retryAfter)), neverSent: false)!.Value.TotalSeconds;

    private static ConnectorException Failure(ConnectorFailure kind, TimeSpan? retryAfter = null) =>
        new(kind, "The channel answered.") { RetryAfter = retryAfter };
}
