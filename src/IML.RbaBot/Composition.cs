// A long file because it is one list: everything that the bot is made of, and what must be right before it starts.
using System.Collections.Immutable;
using IML.RbaBot.Alerts;
using IML.RbaBot.BotFramework.Connector;
using IML.RbaBot.BotFramework.Hosting;
using IML.RbaBot.Commands;
using IML.RbaBot.Configuration;
using IML.RbaBot.Dispatch;
using IML.RbaBot.Domain.Assessments;
using IML.RbaBot.Domain.Files;
using IML.RbaBot.Domain.Questionnaires;
using IML.RbaBot.Export;
using IML.RbaBot.Export.Register;
using IML.RbaBot.Export.SharePoint;
using IML.RbaBot.Logging;
using IML.RbaBot.Memory;
using IML.RbaBot.Projections;
using IML.RbaBot.Retention;
using IML.RbaBot.Setup;
using IML.RbaBot.Storage;
using IML.RbaBot.Telemetry;
using IML.RbaBot.Turns;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace IML.RbaBot;

/// <summary>Everything that the bot is made of, in one place.</summary>
internal static class Composition
{
    /// <param name="args">Settings, as the command line gives them.</param>
    /// <param name="shipped">The folder with the folders of questionnaires and of texts; null for the executable's own.</param>
    /// <exception cref="StartProblemsException">Files that the bot ships are wrong, or settings are; all of both are listed.</exception>
    public static WebApplication Compose(string[] args, string? shipped = null)
    {
        // The settings lie beside the executable, wherever it was started from.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var files = ShippedFiles.Read(shipped ?? AppContext.BaseDirectory);
        var storage = StorageOptions.From(builder.Configuration);
        var export = ExportOptions.From(builder.Configuration);
        var sharePoint = SharePointOptions.From(builder.Configuration);
        var problems = files.Problems.Select(ProblemTexts.English.Line).ToImmutableArray()
            .AddRange(TelemetryExport.Check(builder.Configuration))
            .AddRange(StorageProblems(storage, builder.Environment))
            .AddRange(ExportProblems(export, sharePoint, files.SpokenLanguages, builder.Environment));
        AddSettings(builder.Services, files.Lists);
        builder.Services.AddBotFramework(builder.Configuration.GetSection("BotFramework"));
        if (problems.IsEmpty && files.Data is { } data)
        {
            AddAll(builder, data, storage, export, sharePoint);
        }

        // Where something is wrong already, the sections of settings are read all the same, and nothing else is made.
        var app = builder.Build();
        problems = problems.AddRange(OptionProblems(app.Services));
        if (!problems.IsEmpty)
        {
            throw new StartProblemsException(problems);
        }

        app.MapGet("/healthz", () => Results.Text("healthy"));
        app.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = Readiness.WriteAsync });
        app.MapBotFramework<MeasuredBot>("/api/messages");
        return app;
    }

    private static void AddAll(
        WebApplicationBuilder builder, ShippedData data, StorageOptions storage, ExportOptions export, SharePointOptions sharePoint)
    {
        builder.Logging.ClearProviders().AddProvider(new LineLoggerProvider());

        builder.Services.Configure<SocketTransportOptions>(sockets =>
        {
            // A request goes on in the pool's thread that received it, instead of being handed to another one first.
            sockets.UnsafePreferInlineScheduling = true;

            // Each open connection has a buffer of 4 KB, so that a request is read in one step instead of waited for and then read.
            sockets.WaitForDataBeforeAllocatingBuffer = false;
        });
        TelemetryExport.AddTo(builder, storage);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddSingleton(data.Catalog)
            .AddSingleton(data.Lists)
            .AddSingleton(data.Languages)
            .AddSingleton(data.Current)
            .AddSingleton(data.Frames);

        builder.Services.AddSingleton<Roster>();
        builder.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<CalendarsOptions>>().Value.ToCalendars());

        AddStorage(builder.Services, storage);
        AddDispatch(builder.Services, DispatchOptions.From(builder.Configuration));
        AddAlerts(builder.Services);
        AddExport(builder.Services, export, sharePoint);
        AddTurns(builder.Services);
        AddSetup(builder.Services);
        AddRetention(builder.Services);
        AddMemory(builder.Services);
        builder.Services.AddHealthChecks().AddCheck<StorageHealth>("storage").AddCheck<RetentionHealth>("retention");
    }

    /// <summary>The sections that are read and checked when the host starts, but for that of the protocol.</summary>
    /// <param name="services">The host's registrations.</param>
    /// <param name="lists">What countries are compared with; null when they could not be read.</param>
    private static void AddSettings(IServiceCollection services, ProjectLists? lists)
    {
        services.AddOptions<RolesOptions>().BindConfiguration(RolesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RolesOptions>>(new RolesOptionsValidator(lists));
        services.AddOptions<UnitOptions>().BindConfiguration(UnitOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<UnitOptions>, UnitOptionsValidator>();
        services.AddOptions<CalendarsOptions>().BindConfiguration(CalendarsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CalendarsOptions>>(new CalendarsOptionsValidator(lists));
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddOptions<MemoryOptions>().BindConfiguration(MemoryOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MemoryOptions>, MemoryOptionsValidator>();
    }

    private static void AddStorage(IServiceCollection services, StorageOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<StorageRoundTrips>();
        services.AddSingleton<StorageClients>();
        services.AddSingleton<DirectoryStore>();
        services.AddSingleton<DeadAddresses>();
        services.AddSingleton<SummaryStore>();
        services.AddSingleton<ProjectedPartitions>();
        services.AddSingleton<Projector>();
        services.AddSingleton<ReviewQueue>();
        services.AddSingleton<Digests>();
        services.AddSingleton<WaitingAlerts>();
        services.AddSingleton<Portfolio>();
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<Reindex>();
        services.AddSingleton(provider => new AssessmentStore(
            provider.GetRequiredService<StorageClients>(),
            reference => provider.GetRequiredService<QuestionnaireCatalog>().Find(reference)?.Questionnaire,
            options));

        // Before the dispatcher, which needs the tables and the queue that this makes.
        services.AddSingleton<StorageSetup>();
        services.AddHostedService(provider => provider.GetRequiredService<StorageSetup>());
    }

    private static void AddDispatch(IServiceCollection services, DispatchOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(Random.Shared);
        services.AddSingleton<IDelivery, ProjectionDelivery>();
        services.AddSingleton<IDelivery, SupersedeDelivery>();
        services.AddSingleton<IDelivery, Alerts.AlertDelivery>();
        services.AddSingleton<CardUpdate>();
        services.AddSingleton<IDelivery, ResultCardDelivery>();
        services.AddSingleton<IDelivery, NoticeDelivery>();
        services.AddSingleton<IDelivery, ClockDelivery>();
        services.AddSingleton<IDelivery, DigestEntryDelivery>();
        services.AddSingleton<IDelivery, DigestDelivery>();
        services.AddSingleton<IDelivery, SentAlertsDelivery>();
        services.AddSingleton<Deliverer>();
        services.AddSingleton<Dispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<Dispatcher>());
    }

    private static void AddAlerts(IServiceCollection services)
    {
        services.AddSingleton(provider => MailCredential.Of(provider.GetRequiredService<IOptions<MailOptions>>().Value));
        services.AddHttpClient(Mailbox.ClientName).AddHttpMessageHandler(() => new BrokenConnections());
        services.AddSingleton<Mailbox>();
        services.AddSingleton<Post>();
        services.AddSingleton<FallbackChain>();
        services.AddSingleton<AlertWaking>();
        services.AddSingleton<INotice, ReminderNotice>();
        services.AddSingleton<INotice, OverdueNotice>();
        services.AddSingleton<INotice, ReturnedNotice>();
        services.AddSingleton<INotice, DecidedNotice>();
        services.AddSingleton<INotice, NotClearedNotice>();
        services.AddSingleton<INotice, HandedOverNotice>();
        services.AddSingleton<INotice, HandOverAskedNotice>();
        services.AddSingleton<INotice, AskedNotice>();
        services.AddSingleton<INotice, RepliedNotice>();
        services.AddSingleton<INotice, InvitedNotice>();
        services.AddSingleton<INotice, OwnerGivenNotice>();
    }

    private static void AddRetention(IServiceCollection services)
    {
        services.AddSingleton<RetentionRows>();
        services.AddSingleton<AssessmentEraser>();
        services.AddSingleton<IDelivery, RetentionDelivery>();
        services.AddSingleton<INotice, DeletionNotice>();
        services.AddSingleton<RetentionSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<RetentionSweep>());
    }

    private static void AddMemory(IServiceCollection services)
    {
        if (OperatingSystem.IsLinux())
        {
            services.AddHostedService<PageReturn>();
        }
    }

    private static void AddSetup(IServiceCollection services)
    {
        services.AddSingleton<StorageProbe>();
        services.AddSingleton<StorageLinks>();
        services.AddSingleton<ChannelLinks>();
        services.AddSingleton<PeopleLinks>();
        services.AddSingleton<FilingLinks>();
        services.AddSingleton<RetentionLinks>();
        services.AddSingleton<LanguageLinks>();
        services.AddSingleton<InstallationCheck>();
    }

    private static void AddExport(IServiceCollection services, ExportOptions export, SharePointOptions sharePoint)
    {
        services.AddSingleton(export);
        services.AddSingleton<RegisterStore>();
        services.AddSingleton<INotice, LockedNotice>();
        if (sharePoint.IsConfigured)
        {
            services.AddSingleton(sharePoint);
            services.AddSingleton(_ => new GraphConnection(sharePoint));
            services.AddSingleton<SharePointLibrary>();
            services.AddSingleton<SharePointPlace>();
            services.AddSingleton(provider => new FilingPlaces(provider.GetRequiredService<SharePointPlace>()));
        }
        else if (export.Folder is { } folder)
        {
            services.AddSingleton(new FilingPlaces(new FolderPlace(folder)));
        }
        else
        {
            services.AddSingleton(new FilingPlaces(null));
        }

        services.AddSingleton<IDelivery, ExportDelivery>();
        services.AddSingleton<RegisterRequests>();
    }

    private static void AddTurns(IServiceCollection services)
    {
        services.AddSingleton<CardContexts>();
        services.AddSingleton<ChosenLanguages>();
        services.AddSingleton<Reception>();
        services.AddSingleton<LanguageTurn>();
        services.AddSingleton<Screens>();
        services.AddSingleton<ReviewSteps>();
        services.AddSingleton<RequestSteps>();
        services.AddSingleton<PeopleSteps>();
        services.AddSingleton<ChatCommands>();
        services.AddSingleton<UnitLists>();
        services.AddSingleton<FindTurn>();
        services.AddSingleton<UndeliveredTurn>();
        services.AddSingleton<ChatTurn>();
        services.AddSingleton<PressSteps>();
        services.AddSingleton<Placer>();
        services.AddSingleton<PressTurn>();
        services.AddSingleton<PressWhileAway>();
        services.AddSingleton<ArrivalTurn>();
        services.AddSingleton<ScreeningBot>();
        services.AddSingleton<MeasuredBot>();
    }

    private static ImmutableArray<string> StorageProblems(StorageOptions options, IHostEnvironment environment)
    {
        var faults = options.Check(environment.IsDevelopment());
        if (faults.IsEmpty)
        {
            return [];
        }

        var texts = CommandTexts.Load();
        return [.. faults.Select(fault => texts[$"start.storage.{fault}"])];
    }

    /// <summary>What the sections say that are read when the host starts: with one wrong section it says so, with several it throws another kind.</summary>
    private static ImmutableArray<string> OptionProblems(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException one)
        {
            return [.. one.Failures];
        }
        catch (AggregateException several) when (several.InnerExceptions.All(e => e is OptionsValidationException))
        {
            return [.. several.InnerExceptions.SelectMany(e => ((OptionsValidationException)e).Failures)];
        }
    }

    private static ImmutableArray<string> ExportProblems(
        ExportOptions export, SharePointOptions sharePoint, ImmutableArray<string> spoken, IHostEnvironment environment)
    {
        var faults = sharePoint.Check(environment.IsDevelopment());
        var unspoken = export.Check(spoken);
        if (faults.IsEmpty && unspoken.IsEmpty)
        {
            return [];
        }

        var texts = CommandTexts.Load();
        return
        [
            .. faults.Select(fault => texts[$"start.sharePoint.{fault}"]),
            .. unspoken.Select(language => texts.Fill("start.export.Language", language)),
        ];
    }
}
